package ngo.zoo.routing;

import java.time.Instant;
import ngo.zoo.routing.rules.verification.Thresholds;
import org.jspecify.annotations.Nullable;

/**
 * The latest calibration of a model, or of a pair of backends with it.
 *
 * @param modelSha256 of the weights
 * @param backend of the answering node, empty when nodes state none; null for the model as a whole,
 *     which holds for pairs that have none of their own
 * @param verifierBackend of the verifier; null with {@code backend}
 * @param runs honest runs it rests on
 */
public record CalibrationView(
    String modelSha256,
    @Nullable String backend,
    @Nullable String verifierBackend,
    int runs,
    Thresholds thresholds,
    Instant calibratedAt) {}
