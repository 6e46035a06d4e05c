package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.persistence.billing.PlanStore;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.FreshReading;
import ngo.zoo.shared.KeptFresh;

/** How often organisations may ask whose plan says it; read every few seconds, all together. */
@ApplicationScoped
public class PlanRates implements KeptFresh {
  @Inject private PlanStore plans;
  @Inject private BusinessClock clock;

  private final FreshReading<Map<UUID, Integer>> known =
      FreshReading.of(() -> plans.rates(clock.now()), Duration.ofSeconds(5));

  /** Questions an hour; 0 where the plan says nothing. */
  public int of(UUID organisation) {
    return known.get().getOrDefault(organisation, 0);
  }

  @Override
  public void keepFresh() {
    known.keepFresh();
  }
}
