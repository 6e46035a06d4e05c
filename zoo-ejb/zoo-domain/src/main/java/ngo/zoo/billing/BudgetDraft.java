package ngo.zoo.billing;

import java.util.UUID;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A budget to set.
 *
 * @param projectId the project it bounds; null, and no key either, for the whole organisation
 * @param keyId the key it bounds
 * @param hard whether queries beyond it are refused; a soft one only alerts
 */
public record BudgetDraft(
    @Nullable UUID projectId,
    @Nullable UUID keyId,
    BudgetPeriod period,
    Amount limit,
    boolean hard) {

  /**
   * @throws Refusal {@code budget-limit-invalid}, {@code budget-level-invalid}
   */
  public BudgetDraft {
    checked(limit);
    if (projectId != null && keyId != null) {
      throw Refusal.invalid(
          "budget-level-invalid", "A budget bounds the organisation, one project or one key");
    }
  }

  /** A limit that can be a budget's. */
  public static Amount checked(Amount limit) {
    if (limit.asset() != Asset.KEEPER || limit.units().signum() <= 0) {
      throw Refusal.field("budget-limit-invalid", "limit", "The limit is some KEEPER above zero");
    }
    return limit;
  }
}
