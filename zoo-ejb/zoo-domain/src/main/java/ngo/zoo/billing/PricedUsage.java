package ngo.zoo.billing;

import java.util.List;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;

/**
 * What some usage costs by a plan, before credits.
 *
 * @param plan name and version, or what stands for them
 */
public record PricedUsage(String plan, List<RatedLine> lines) {
  public PricedUsage {
    lines = List.copyOf(lines);
  }

  public Amount total() {
    return lines.stream().map(RatedLine::amount).reduce(Amount.zero(Asset.KEEPER), Amount::plus);
  }
}
