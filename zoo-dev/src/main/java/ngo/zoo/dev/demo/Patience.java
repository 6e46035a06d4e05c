package ngo.zoo.dev.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what happens by itself, with a deadline. */
final class Patience {
  private static final Duration POLL = Duration.ofMillis(300);

  private Patience() {}

  static <T> T await(String what, Duration limit, Supplier<Optional<T>> look) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > deadline) {
        throw new Narrator.StepFailure(what + " did not happen within " + limit.toSeconds() + " s");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Narrator.StepFailure("interrupted", e);
    }
  }
}
