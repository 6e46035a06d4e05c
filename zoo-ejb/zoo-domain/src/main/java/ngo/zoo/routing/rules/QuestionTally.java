package ngo.zoo.routing.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import ngo.zoo.routing.QuestionFigures;

/**
 * How the questions of the last hour ended on one server, minute by minute: how many were answered
 * and how long that took, how many were refused and by which code. Safe for many threads; what is
 * added while it is read may or may not be seen.
 */
public final class QuestionTally {
  /** So far back it remembers. */
  public static final int MINUTES = 60;

  /** Times are kept in steps of an eighth: 0.1 ms · 1.125ⁿ, up to five minutes. */
  private static final int STEPS = 128;

  private static final double LEAST_MILLIS = 0.1;
  private static final double STEP = Math.log(1.125);

  private static final class Minute {
    private final long number;
    private final LongAdder answered = new LongAdder();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final AtomicLongArray times = new AtomicLongArray(STEPS);

    Minute(long number) {
      this.number = number;
    }
  }

  private final AtomicReferenceArray<Minute> ring = new AtomicReferenceArray<>(MINUTES);

  /**
   * An answer.
   *
   * @param minute since any fixed time
   * @param millis from question to its last word
   */
  public void answered(long minute, double millis) {
    Minute at = at(minute);
    at.answered.increment();
    at.times.incrementAndGet(step(millis));
  }

  /**
   * A question without an answer.
   *
   * @param code why
   */
  public void refused(long minute, String code) {
    at(minute).refused.computeIfAbsent(code, any -> new LongAdder()).increment();
  }

  private Minute at(long minute) {
    int place = (int) Math.floorMod(minute, MINUTES);
    Minute old = ring.get(place);
    if (old != null && old.number >= minute) {
      return old;
    }
    Minute fresh = new Minute(minute);
    Minute found = ring.compareAndExchange(place, old, fresh);
    return found == old ? fresh : found;
  }

  private static int step(double millis) {
    return Math.clamp((long) Math.ceil(Math.log(millis / LEAST_MILLIS) / STEP), 0, STEPS - 1);
  }

  /**
   * What ended in these minutes.
   *
   * @param now the last of them
   * @param minutes how many, at most {@link #MINUTES}
   */
  public QuestionFigures figures(long now, int minutes) {
    long answered = 0;
    Map<String, Long> refused = new HashMap<>();
    long[] times = new long[STEPS];
    List<Long> byMinute = new ArrayList<>();
    for (long minute = now - minutes + 1; minute <= now; minute++) {
      Minute one = ring.get((int) Math.floorMod(minute, MINUTES));
      boolean there = one != null && one.number == minute;
      byMinute.add(there ? one.answered.sum() : 0L);
      if (there) {
        answered += one.answered.sum();
        one.refused.forEach((code, count) -> refused.merge(code, count.sum(), Long::sum));
        for (int i = 0; i < STEPS; i++) {
          times[i] += one.times.get(i);
        }
      }
    }
    return new QuestionFigures(
        minutes,
        answered,
        refused,
        percentile(times, 50),
        percentile(times, 95),
        percentile(times, 99),
        byMinute);
  }

  /** By nearest rank, as the upper end of its step; 0 of nothing. */
  private static double percentile(long[] times, int percent) {
    long all = 0;
    for (long count : times) {
      all += count;
    }
    long rank = Math.ceilDiv(all * percent, 100);
    long seen = 0;
    for (int i = 0; i < times.length && all > 0; i++) {
      seen += times[i];
      if (seen >= rank) {
        return LEAST_MILLIS * Math.exp(i * STEP);
      }
    }
    return 0;
  }
}
