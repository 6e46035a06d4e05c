package ngo.zoo.rewards;

import java.math.BigInteger;
import java.util.UUID;

/**
 * What one pay-out of an epoch is computed from, as it was when the epoch was collected.
 *
 * @param subjectId the dataset, experience, node or, for revenue and credits, the member
 * @param ownerId the member who is rewarded; of a node, who runs it
 * @param quantity records, uses, final answers, base units earned, or hours
 * @param qualityBp Q(D) of a dataset, in basis points
 * @param stake base units behind a node
 */
public record RewardInput(
    RewardKind kind,
    UUID subjectId,
    UUID ownerId,
    BigInteger quantity,
    int qualityBp,
    long up,
    long down,
    BigInteger stake) {}
