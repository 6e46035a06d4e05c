package ngo.zoo.dev;

import java.io.PrintStream;
import java.util.Locale;

/** Lines with the time since the start, so that a person sees what is going on and what is slow. */
public final class Progress {
  private final PrintStream out;
  private final long startedAt = System.nanoTime();

  public Progress(PrintStream out) {
    this.out = out;
  }

  /** One line about one part. */
  public synchronized void say(String part, String what) {
    out.printf(Locale.ROOT, "%7.1f s  %-14s %s%n", seconds(), part, what);
    out.flush();
  }

  /** One line about all. */
  public synchronized void say(String what) {
    out.println(what);
    out.flush();
  }

  /** Seconds since this object was made. */
  public double seconds() {
    return (System.nanoTime() - startedAt) / 1e9;
  }
}
