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
 * tier, an organisation with all its keys together by the rate of its plan or the governed one, and
 * a key besides by the lower rate that its organisation gave it. Counted in memory of this server
 * and forgotten at a restart; money is guarded by budgets, not by this.
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
  @Inject private PlanRates plans;

  /** Takes one question out of what binds the caller; the state says whether there was one. */
  public RateState take(Caller caller) {
    long now = System.nanoTime();
    if (buckets.size() > MANY && now - sweptAt > SWEEP.toNanos()) {
      sweptAt = now;
      buckets.values().removeIf(bucket -> bucket.isWhole(now));
    }
    UUID organisation = caller.organisationId();
    RateBucket account = bucket(organisation == null ? caller.id() : organisation, now);
    RatePolicy whole = organisation == null ? person() : organisation(organisation);
    Caller.Key key = caller.key();
    if (key == null || key.questionsPerHour() == 0) {
      return account.take(whole, now);
    }
    RatePolicy own = new RatePolicy("key", key.questionsPerHour(), HOUR);
    return RateBucket.takeBoth(bucket(key.family(), now), own, account, whole, now);
  }

  private RateBucket bucket(UUID account, long now) {
    return buckets.computeIfAbsent(account, id -> new RateBucket(now));
  }

  private RatePolicy person() {
    return new RatePolicy("free-tier", parameters.number(Parameter.FREE_TIER), HOUR);
  }

  private RatePolicy organisation(UUID organisation) {
    int plan = plans.of(organisation);
    return plan > 0
        ? new RatePolicy("plan", plan, HOUR)
        : new RatePolicy("organisation", parameters.number(Parameter.ORGANISATION_RATE), HOUR);
  }
}
