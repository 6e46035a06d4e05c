package ngo.zoo.routing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A slice of what a payer may spend, leased by a server.
 *
 * @param payer its name; empty when it has none
 * @param project null for a member's
 * @param amount what was taken
 * @param settled what answers have cost so far
 * @param recalled whether nothing more is spent of it
 * @param expiresAt by the database's clock, unless it is prolonged
 */
public record LeaseView(
    UUID id,
    UUID payerId,
    String payer,
    @Nullable String project,
    Amount amount,
    Amount settled,
    boolean recalled,
    Instant openedAt,
    Instant expiresAt) {

  /** What is left of it. */
  public Amount left() {
    return amount.minus(settled);
  }
}
