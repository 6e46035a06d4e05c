package ngo.zoo.billing.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ngo.zoo.billing.MeteredUsage;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.billing.RatedPeriod;
import ngo.zoo.billing.rules.PlanTimeline.Part;
import ngo.zoo.billing.rules.RatingRule;
import ngo.zoo.persistence.billing.MeteredReader;
import ngo.zoo.persistence.billing.PlanStore;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;

/** Prices usage by the plans in force. */
@Stateless
public class Rating {
  @Inject private PlanStore plans;
  @Inject private MeteredReader reader;

  /**
   * The organisation's receipts answered in {@code [from, to)}, by the plan versions in force.
   * Where another version begins inside, each part has its share of minimum, free queries and
   * tiers.
   *
   * @return reads only: the same usage gives the same lines
   */
  public RatedPeriod rate(UUID organisation, Instant from, Instant to) {
    return rate(organisation, from, to, plans.timeline(organisation).parts(from, to));
  }

  /** As {@link #rate(UUID, Instant, Instant)}, by other parts than those in force. */
  RatedPeriod rate(UUID organisation, Instant from, Instant to, List<Part> parts) {
    List<Instant> bounds = Stream.concat(parts.stream().map(Part::from), Stream.of(to)).toList();
    List<List<MeteredUsage>> usage = reader.usage(organisation, bounds);
    List<RatedLine> lines = new ArrayList<>();
    Amount taken = Amount.zero(Asset.KEEPER);
    for (int i = 0; i < parts.size(); i++) {
      lines.addAll(lines(parts.get(i), usage.get(i), parts.size() > 1));
      for (MeteredUsage row : usage.get(i)) {
        taken = taken.plus(row.fees());
      }
    }
    Amount credits = reader.creditsUsed(organisation, from, to);
    lines.addAll(RatingRule.credits(lines, credits));
    return new RatedPeriod(
        organisation, from, to, title(parts), lines, taken.minus(credits), credits);
  }

  private static List<RatedLine> lines(Part part, List<MeteredUsage> usage, boolean named) {
    List<RatedLine> lines = RatingRule.lines(part.terms(), usage);
    return named ? RatingRule.named(lines, part.version().title()) : lines;
  }

  private static String title(List<Part> parts) {
    return parts.stream().map(part -> part.version().title()).collect(Collectors.joining(", "));
  }
}
