package ngo.zoo.bench.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What workers said: which keys they tried, and which they knew to be committed. */
final class Claims {
  private final Set<String> tried = ConcurrentHashMap.newKeySet();
  private final Set<String> done = ConcurrentHashMap.newKeySet();

  /** Until the worker's end; the last line of a killed one may be cut short and then counts not. */
  void listen(BufferedReader lines) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        hear(line);
      }
    } catch (IOException e) {
      // The pipe of a killed process may end so; what was read before stands.
      return;
    }
  }

  /**
   * @return whether it says that something is committed
   */
  boolean hear(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 2 || words[1].length() != 38) {
      return false;
    }
    boolean committed = words[0].equals("done");
    (committed ? done : tried).add(words[1]);
    return committed;
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
