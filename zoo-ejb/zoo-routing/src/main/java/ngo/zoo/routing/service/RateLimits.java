package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import ngo.zoo.routing.rules.RateBucket;
import ngo.zoo.routing.rules.RatePolicy;
import ngo.zoo.routing.rules.RateState;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/**
 * How often accounts ask, before anything expensive is done for them: a person by the governed free
 * tier, an organisation with all its keys together by its own governed rate. Counted in memory of
 * this server and forgotten at a restart; money is guarded by budgets, not by this.
 */
@ApplicationScoped
public class RateLimits {
  private static final Duration HOUR = Duration.ofHours(1);

  /** From here on, accounts that have their whole quota are forgotten. */
  private static final int MANY = 10_000;

  /** Looking at them all costs more than a question, and those that are not whole stay. */
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private volatile long sweptAt = System.nanoTime();
  private final Map<UUID, RateBucket> buckets = new ConcurrentHashMap<>();

  @Inject private Parameters parameters;

  /** Takes one question out of the account's quota; the state says whether there was one. */
  public RateState take(Caller caller) {
    long now = System.nanoTime();
    if (buckets.size() > MANY && now - sweptAt > SWEEP.toNanos()) {
      sweptAt = now;
      buckets.values().removeIf(bucket -> bucket.isWhole(now));
    }
    UUID organisation = caller.organisationId();
    return buckets
        .computeIfAbsent(
            organisation == null ? caller.id() : organisation, id -> new RateBucket(now))
        .take(policy(organisation != null), now);
  }

  private RatePolicy policy(boolean organisation) {
    Parameter quota = organisation ? Parameter.ORGANISATION_RATE : Parameter.FREE_TIER;
    return new RatePolicy(
        organisation ? "organisation" : "free-tier", parameters.number(quota), HOUR);
  }
}
