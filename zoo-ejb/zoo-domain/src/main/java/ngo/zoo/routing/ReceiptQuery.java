package ngo.zoo.routing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which receipts of a list.
 *
 * @param payer null for everybody's
 * @param status HELD, FINAL or REFUNDED; null for all
 * @param verification null for all
 */
public record ReceiptQuery(
    @Nullable UUID payer, @Nullable String status, @Nullable VerificationStatus verification) {}
