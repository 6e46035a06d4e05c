package ngo.zoo.billing;

import java.time.Instant;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation has to pay still.
 *
 * @param invoices how many are not settled
 * @param overdue how many of them are past their day
 * @param left USD to be paid for all of them
 * @param nextDue when the first that is not overdue falls due; null when none is left
 */
public record Unpaid(long invoices, long overdue, Amount left, @Nullable Instant nextDue) {}
