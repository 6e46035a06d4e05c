package ngo.zoo.rewards;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * One amount somebody earned.
 *
 * @param entryId the journal entry that moved it
 * @param receiptId the answer that caused it; null for what an epoch paid
 * @param epoch the epoch that paid it; null for an answer's
 * @param nodeId the node that earned it; null for what its owner earned in person
 */
public record EarningRow(
    UUID entryId,
    Instant at,
    EarningKind kind,
    @Nullable UUID receiptId,
    @Nullable Integer epoch,
    @Nullable UUID nodeId,
    Amount amount,
    String memo) {}
