package ngo.zoo.rewards.leases;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A lease as the books opened it.
 *
 * @param windowEnd business time at which the first of the windows that bind it ends; null for
 *     never
 * @param durable the payer's plan wants receipts committed before the reply
 */
public record OpenedLease(UUID id, Amount amount, @Nullable Instant windowEnd, boolean durable) {}
