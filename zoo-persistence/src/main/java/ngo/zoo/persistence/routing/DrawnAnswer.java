package ngo.zoo.persistence.routing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * A held answer as the lottery sees it.
 *
 * @param modelSha256 empty when the answer is not sealed, and cannot be checked
 */
public record DrawnAnswer(
    UUID receiptId,
    UUID nodeId,
    UUID payerId,
    String model,
    String modelSha256,
    Amount fee,
    Instant finalAfter) {}
