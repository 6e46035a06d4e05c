package ngo.zoo.routing.rules;

import java.time.Duration;

/**
 * How often one payer left an answer after it had begun, which costs nothing, in the present
 * minute. Whoever reads what it wants and leaves before the end has nodes work for nothing: beyond
 * a few, and beyond one in five, nothing more is answered until the minute is over.
 */
public final class LeftCount {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int FEW = 10;
  private static final int ANSWERED_FOR_ONE = 4;

  private long begun;
  private int left;
  private int answered;

  public LeftCount(long now) {
    begun = now;
  }

  public synchronized void left(long now) {
    roll(now);
    left++;
  }

  public synchronized void answered(long now) {
    roll(now);
    answered++;
  }

  public synchronized boolean isTooMany(long now) {
    roll(now);
    return left >= FEW && (long) left * ANSWERED_FOR_ONE > answered;
  }

  /** Whether it says nothing any more. */
  public synchronized boolean isOver(long now) {
    return now - begun >= MINUTE;
  }

  private void roll(long now) {
    if (now - begun >= MINUTE) {
      begun = now;
      left = 0;
      answered = 0;
    }
  }
}
