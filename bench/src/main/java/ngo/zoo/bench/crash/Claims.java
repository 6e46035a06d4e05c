package ngo.zoo.bench.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What workers said: which keys they tried, and which they knew to be committed. */
final class Claims {
  private final Set<String> tried = ConcurrentHashMap.newKeySet();
  private final Set<String> done = ConcurrentHashMap.newKeySet();

  /**
   * The last line of a killed worker may be cut short and then counts not.
   *
   * @throws IllegalStateException when a worker was refused something, as in a deadlock
   */
  void read(Path said) throws IOException {
    for (String line : Files.readAllLines(said)) {
      hear(line);
    }
  }

  private void hear(String line) {
    if (line.startsWith(CrashWorker.REFUSED)) {
      throw new IllegalStateException("a worker was " + line);
    }
    String[] words = line.split(" ", -1);
    if (words.length == 2 && words[1].length() == 38) {
      (words[0].equals("done") ? done : tried).add(words[1]);
    }
  }

  /** Tried, and never known to be committed. */
  Set<String> open() {
    Set<String> open = new HashSet<>(tried);
    open.removeAll(done);
    return open;
  }

  /** Tried again until it was acknowledged. */
  void finished(String key) {
    done.add(key);
  }

  void add(Claims other) {
    tried.addAll(other.tried);
    done.addAll(other.done);
  }

  Set<String> tried() {
    return Set.copyOf(tried);
  }

  Set<String> done() {
    return Set.copyOf(done);
  }
}
