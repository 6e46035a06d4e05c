package ngo.zoo.billing.rules;

import java.math.BigInteger;
import java.util.List;
import ngo.zoo.billing.MeteredUsage;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.shared.Amount;

/**
 * What a plan makes of usage. Queries count in the order of the rows, which is the order of days;
 * queries of one row share what the row costs. Prices of queries and tokens are exact; a discount
 * is rounded half up once per tier.
 */
public final class RatingRule {
  private RatingRule() {}

  /** Lines that sum to the price of one period by one version of a plan. */
  public static List<RatedLine> lines(PlanTerms terms, List<MeteredUsage> usage) {
    PriceSheet sheet = new PriceSheet(terms);
    usage.forEach(sheet::add);
    return sheet.lines();
  }

  /** The same lines with the version that they are priced by in their descriptions. */
  public static List<RatedLine> named(List<RatedLine> lines, String version) {
    return lines.stream()
        .map(
            line ->
                new RatedLine(
                    line.description() + ", " + version,
                    line.project(),
                    line.model(),
                    line.unit(),
                    line.quantity(),
                    line.unitPrice(),
                    line.amount()))
        .toList();
  }

  /**
   * What credits paid of the lines, as a line; never more than the lines sum to, so that credits do
   * not turn into money. None when there is nothing.
   */
  public static List<RatedLine> credits(List<RatedLine> lines, Amount used) {
    Amount charged = lines.stream().map(RatedLine::amount).reduce(used.minus(used), Amount::plus);
    Amount paid = (charged.compareTo(used) < 0 ? charged : used).negate();
    return paid.isZero()
        ? List.of()
        : List.of(
            new RatedLine(
                "Paid by inference credits", null, null, "credits", BigInteger.ONE, paid, paid));
  }
}
