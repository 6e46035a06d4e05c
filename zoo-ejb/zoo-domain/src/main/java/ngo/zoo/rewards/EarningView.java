package ngo.zoo.rewards;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * What one final answer paid to one owner.
 *
 * @param entryId the journal entry that moved it
 * @param receiptId the answer that caused it
 */
public record EarningView(
    UUID entryId, Instant at, UUID receiptId, AccountKind kind, Amount amount, String memo) {}
