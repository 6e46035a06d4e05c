package ngo.zoo.ledger.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one comparison found.
 *
 * @param compared how many things were looked at
 * @param differences how many of them are not what they should be; must be zero
 * @param named the first of those, each as the thing and what about it differs
 * @param skipped how many could not be looked at
 * @param reason why not; null when none was skipped
 */
public record LedgerFinding(
    LedgerCheck check,
    long compared,
    long differences,
    List<String> named,
    long skipped,
    @Nullable String reason,
    long tookMs) {
  /** How many are named; the others are counted. */
  public static final int MOST_NAMED = 100;

  public LedgerFinding {
    named = List.copyOf(named);
  }

  public boolean isSound() {
    return differences == 0;
  }
}
