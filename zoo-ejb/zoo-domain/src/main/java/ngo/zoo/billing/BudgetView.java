package ngo.zoo.billing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A budget with its present window.
 *
 * @param subject name of the project or key it bounds; empty for the whole organisation
 * @param spent spent or reserved by single queries in the present window
 * @param leased what servers may spend besides without asking, and give back when they do not
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
    Amount leased,
    boolean hard,
    Instant windowStart,
    @Nullable Instant windowEnd,
    Instant createdAt) {

  /** What is left beside what is spent and leased; below zero for a soft budget that is passed. */
  public Amount left() {
    return limit.minus(spent).minus(leased);
  }
}
