package ngo.zoo.billing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * What an organisation's plan makes of its usage in {@code [from, to)}, in KEEPER. The fees of the
 * fee table are taken answer by answer while the period runs; the plan's price is known when it is
 * over, and the difference is settled with the invoice.
 *
 * @param plan the plan's name and version, as invoices show it
 * @param lines what the plan charges; they sum to {@link #total}
 * @param fees what answers of the period took from the organisation's account or credit line,
 *     without what its credits paid
 * @param creditsUsed what answers of the period took from grants of credits
 */
public record RatedPeriod(
    UUID organisationId,
    Instant from,
    Instant to,
    String plan,
    List<RatedLine> lines,
    Amount fees,
    Amount creditsUsed) {
  public RatedPeriod {
    lines = List.copyOf(lines);
  }

  /** The plan's price of the period. */
  public Amount total() {
    return lines.stream().map(RatedLine::amount).reduce(fees.minus(fees), Amount::plus);
  }

  /** What is owed beyond the fees already taken; negative: what is given back. */
  public Amount adjustment() {
    return total().minus(fees);
  }
}
