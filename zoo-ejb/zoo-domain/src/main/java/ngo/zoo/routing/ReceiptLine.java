package ngo.zoo.routing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * A receipt in a list.
 *
 * @param domain of the library; empty without
 * @param status as in {@link ReceiptView}
 */
public record ReceiptLine(
    UUID id,
    String model,
    UUID nodeId,
    String node,
    String domain,
    int promptTokens,
    int completionTokens,
    Amount fee,
    String status,
    VerificationStatus verification,
    Instant answeredAt) {}
