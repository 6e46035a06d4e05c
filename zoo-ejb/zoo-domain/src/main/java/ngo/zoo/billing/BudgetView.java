package ngo.zoo.billing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A budget with its present window.
 *
 * @param subject name of the project or key it bounds; empty for the whole organisation
 * @param spent spent or reserved in the present window
 * @param windowEnd null for a window that never ends
 */
public record BudgetView(
    UUID id,
    BudgetLevel level,
    String subject,
    @Nullable UUID projectId,
    @Nullable UUID keyId,
    BudgetPeriod period,
    Amount limit,
    Amount spent,
    boolean hard,
    Instant windowStart,
    @Nullable Instant windowEnd,
    Instant createdAt) {

  /** What is left; below zero for a soft budget that is passed. */
  public Amount left() {
    return limit.minus(spent);
  }
}
