package ngo.zoo.persistence.routing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.routing.rules.verification.Measure;

/**
 * What one verifier found about one answer.
 *
 * @param rank 0 looks first, 1 second, 2 to 4 are the panel
 */
public record CheckRow(
    UUID receiptId,
    int rank,
    UUID verifierId,
    Measure measure,
    boolean textFits,
    String seal,
    byte[] signature,
    Instant checkedAt) {}
