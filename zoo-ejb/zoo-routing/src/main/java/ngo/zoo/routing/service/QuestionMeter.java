package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import ngo.zoo.routing.QuestionFigures;
import ngo.zoo.routing.rules.QuestionTally;
import ngo.zoo.shared.Refusal;

/** How questions ended on this server in the last hour; filled by {@link Queries}. */
@ApplicationScoped
public class QuestionMeter {
  private static final String BROKEN = "internal-error";

  private final QuestionTally tally = new QuestionTally();

  public void answered(long nanos) {
    tally.answered(minute(), nanos / (double) TimeUnit.MILLISECONDS.toNanos(1));
  }

  public void failed(Throwable failure) {
    tally.refused(minute(), failure instanceof Refusal refusal ? refusal.code() : BROKEN);
  }

  /** The last {@code minutes}, the present one included. */
  public QuestionFigures figures(int minutes) {
    return tally.figures(minute(), minutes);
  }

  /** Of a clock that is never set. */
  private static long minute() {
    return TimeUnit.NANOSECONDS.toMinutes(System.nanoTime());
  }
}
