package ngo.zoo.billing;

import java.time.Instant;
import java.util.UUID;

/**
 * A version of a plan, in force from its time until the next one's; it never changes.
 *
 * @param version counted from 1
 */
public record PlanVersion(
    UUID id, UUID planId, String plan, int version, Instant validFrom, PlanTerms terms) {
  /** As invoices show it. */
  public String title() {
    return plan + " v" + version;
  }
}
