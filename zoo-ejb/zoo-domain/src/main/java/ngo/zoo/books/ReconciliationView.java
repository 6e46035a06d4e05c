package ngo.zoo.books;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One adding up of the books.
 *
 * @param startedBy name of the member of staff; null when the timer did
 * @param asked how many of {@code questions} are answered
 * @param differences of all findings; zero or the books are wrong
 */
public record ReconciliationView(
    UUID id,
    @Nullable String startedBy,
    Instant startedAt,
    @Nullable Instant endedAt,
    ReconciliationStatus status,
    int asked,
    int questions,
    long differences,
    @Nullable String failure,
    List<Finding> findings) {
  public ReconciliationView {
    findings = List.copyOf(findings);
  }

  /** The answer to one question. */
  public record Finding(
      String question, long compared, long differences, @Nullable String example, long tookMs) {
    public boolean isSound() {
      return differences == 0;
    }
  }

  public boolean isRunning() {
    return status == ReconciliationStatus.RUNNING;
  }

  public boolean isSound() {
    return status == ReconciliationStatus.DONE && differences == 0;
  }
}
