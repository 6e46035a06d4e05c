package ngo.zoo.routing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer computed again.
 *
 * @param receiptId of the answer that was looked at
 * @param match whether the second answer agrees within tolerance
 * @param reason what agrees, or where and why not
 * @param divergesAt the first token that differs, from 0; null when none does
 * @param tokens of the first answer
 * @param node that answered first
 * @param again node that computed it again
 * @param replayReceiptId receipt of the second answer when it was charged; null when it was free
 */
public record Replay(
    UUID receiptId,
    boolean match,
    String reason,
    @Nullable Integer divergesAt,
    int tokens,
    String node,
    String again,
    @Nullable UUID replayReceiptId) {}
