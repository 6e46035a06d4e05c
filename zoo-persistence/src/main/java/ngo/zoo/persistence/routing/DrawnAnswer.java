package ngo.zoo.persistence.routing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A held answer as the lottery sees it.
 *
 * @param modelSha256 empty when the answer is not sealed, and cannot be checked
 * @param seal what its node signed; empty when it seals nothing
 * @param asked how its asker wanted it checked; null when that was left to the governed mode
 */
public record DrawnAnswer(
    UUID receiptId,
    UUID nodeId,
    UUID payerId,
    String model,
    String modelSha256,
    Amount fee,
    Instant finalAfter,
    String seal,
    @Nullable VerificationMode asked) {}
