package ngo.zoo.gpu;

/**
 * What a verifier found by forcing an answer's tokens through its copy of the model: sums over the
 * tokens, in nats.
 *
 * @param modelSha256 of the verifier's weights
 * @param stated tokens whose log-probability was claimed
 * @param distance between claimed and found log-probabilities
 * @param surprise −log p less its expectation
 * @param variance of −log p
 * @param hard tokens that cannot have come from this model with this seed
 * @param textFits the tokens make the answer's text and end where they may
 * @param seal canonical JSON of all this, signed by the verifier
 * @param signature Ed25519 over the UTF-8 bytes of {@code seal}
 */
public record VerificationReport(
    String modelSha256,
    int tokens,
    int stated,
    double distance,
    double surprise,
    double variance,
    int hard,
    boolean textFits,
    String seal,
    byte[] signature) {}
