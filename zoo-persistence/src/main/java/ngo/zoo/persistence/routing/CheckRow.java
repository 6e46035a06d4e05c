package ngo.zoo.persistence.routing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.Pooling;

/**
 * What one verifier found about one answer.
 *
 * @param id by which the verifier was asked
 * @param rank 0 looks first, 1 second, 2 to 4 are the panel
 */
public record CheckRow(
    UUID id,
    UUID receiptId,
    int rank,
    UUID verifierId,
    BackendPair backends,
    Measure measure,
    boolean textFits,
    String seal,
    byte[] signature,
    Instant checkedAt)
    implements Pooling.Report {}
