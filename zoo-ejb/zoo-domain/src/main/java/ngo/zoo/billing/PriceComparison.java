package ngo.zoo.billing;

import ngo.zoo.shared.Amount;

/** The same usage by the plan asked about and by the present one. */
public record PriceComparison(PricedUsage asked, PricedUsage present) {
  /** What the plan asked about costs more; negative: less. */
  public Amount difference() {
    return asked.total().minus(present.total());
  }
}
