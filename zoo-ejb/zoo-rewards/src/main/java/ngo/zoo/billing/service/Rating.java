package ngo.zoo.billing.service;

import jakarta.ejb.Stateless;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.billing.RatedPeriod;

/** Prices usage by the plans in force. */
@Stateless
public class Rating {
  /**
   * The organisation's receipts answered in {@code [from, to)}, by the plan versions in force.
   *
   * @return reads only: the same usage gives the same lines
   */
  public RatedPeriod rate(UUID organisation, Instant from, Instant to) {
    throw new UnsupportedOperationException("plans follow");
  }
}
