package ngo.zoo.billing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ngo.zoo.billing.MeteredUsage;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.billing.PlanVersion;
import ngo.zoo.billing.PriceComparison;
import ngo.zoo.billing.PricedUsage;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.billing.UsageQuery;
import ngo.zoo.billing.rules.PlanTimeline;
import ngo.zoo.billing.rules.PlanTimeline.Part;
import ngo.zoo.billing.rules.RatingRule;
import ngo.zoo.persistence.billing.MeteredReader;
import ngo.zoo.persistence.billing.PlanStore;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Scope;

/** What usage would cost by another plan or by terms that nobody has yet; changes nothing. */
@Stateless
public class PriceDryRun {
  private static final String DRAFT = "Draft";

  @Inject private PlanStore plans;
  @Inject private MeteredReader reader;
  @Inject private Parameters parameters;
  @Inject private Tenancy tenancy;
  @Inject private BusinessClock clock;
  @EJB private Plans visible;

  /** What is asked about: a version that the caller may see, or a draft. */
  public PricedBy by(Caller caller, UUID version) {
    PlanVersion found = visible.version(caller, version);
    return new PricedBy(found.title(), found.terms());
  }

  public PricedBy by(PlanTerms draft) {
    return new PricedBy(DRAFT, draft);
  }

  /** Terms and what they are called. */
  public record PricedBy(String title, PlanTerms terms) {}

  /** The organisation's answers of some days, as one period. */
  public PriceComparison overDays(
      Caller caller, UUID organisation, PricedBy asked, UsageQuery days) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    List<Part> parts = plans.timeline(organisation).parts(days.begin(), days.end());
    List<Instant> bounds =
        Stream.concat(parts.stream().map(Part::from), Stream.of(days.end())).toList();
    List<List<MeteredUsage>> usage = reader.usage(organisation, bounds);
    List<RatedLine> present = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      present.addAll(RatingRule.lines(parts.get(i).terms(), usage.get(i)));
    }
    String title =
        parts.stream().map(part -> part.version().title()).collect(Collectors.joining(", "));
    List<MeteredUsage> all = usage.stream().flatMap(List::stream).toList();
    return new PriceComparison(priced(asked, all), new PricedUsage(title, present));
  }

  /**
   * Usage that the caller thinks of, as one period beside the plan of now. Its fees are those of
   * the fee table; a model that the table does not have costs nothing there.
   */
  public PriceComparison overUsage(
      Caller caller, UUID organisation, PricedBy asked, List<MeteredUsage> usage) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    PlanTimeline timeline = plans.timeline(organisation);
    PlanVersion version = timeline.at(clock.now());
    List<MeteredUsage> charged = usage.stream().map(this::withFees).toList();
    return new PriceComparison(
        priced(asked, charged), priced(new PricedBy(version.title(), version.terms()), charged));
  }

  private MeteredUsage withFees(MeteredUsage usage) {
    BigInteger each =
        Parameter.feeOf(usage.model())
            .map(fee -> parameters.amount(fee).units())
            .orElse(BigInteger.ZERO);
    return new MeteredUsage(
        usage.project(),
        usage.model(),
        usage.queries(),
        usage.inputTokens(),
        usage.outputTokens(),
        new Amount(Asset.KEEPER, each.multiply(BigInteger.valueOf(usage.queries()))));
  }

  private static PricedUsage priced(PricedBy by, List<MeteredUsage> usage) {
    return new PricedUsage(by.title(), RatingRule.lines(by.terms(), usage));
  }
}
