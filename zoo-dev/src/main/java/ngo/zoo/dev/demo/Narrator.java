package ngo.zoo.dev.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Prints each step with its outcome and time, and remembers whether one has failed. */
final class Narrator {
  private final PrintStream out;
  private int number;
  private int failed;

  Narrator(PrintStream out) {
    this.out = out;
  }

  /** What a step does; answers the figures to print, or throws {@link StepFailure}. */
  @FunctionalInterface
  interface Step {
    String run();
  }

  /** Runs a step. A failure of any kind is told in one line and ends the story. */
  void step(String title, Step step) {
    number++;
    long begin = System.nanoTime();
    try {
      tell("ok", title, step.run(), begin);
    } catch (RuntimeException e) {
      failed++;
      tell("FAILED", title, String.valueOf(e.getMessage()), begin);
      throw new StepFailure(title, e);
    }
  }

  /** The exit status and the closing line. */
  int finish() {
    out.println();
    out.println(failed == 0 ? "All " + number + " steps ok." : "Step " + number + " failed.");
    return failed == 0 ? 0 : 1;
  }

  private void tell(String outcome, String title, String figures, long begin) {
    out.printf(
        Locale.ROOT,
        "%2d  %-6s %s  (%.1f s)%n",
        number,
        outcome,
        title,
        (System.nanoTime() - begin) / 1e9);
    figures.lines().forEach(line -> out.println("           " + line));
    out.flush();
  }

  /** A step did not come out as it must. */
  static final class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepFailure(String message) {
      super(message);
    }

    StepFailure(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
