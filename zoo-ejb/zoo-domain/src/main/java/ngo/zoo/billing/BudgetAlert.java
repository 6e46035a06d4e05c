package ngo.zoo.billing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * A budget's window has reached a threshold.
 *
 * @param percent 50, 80 or 100
 * @param spent what was spent or reserved then
 */
public record BudgetAlert(
    UUID budgetId,
    BudgetLevel level,
    String subject,
    BudgetPeriod period,
    Instant windowStart,
    int percent,
    Amount spent,
    Amount limit,
    Instant raisedAt) {}
