package ngo.zoo.rewards;

import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * What an epoch pays for one input.
 *
 * @param account NODE for a node's answers, else MEMBER
 * @param payeeId the account's owner
 * @param due by the formula alone, before the pool was divided
 */
public record RewardPayout(
    RewardKind kind,
    UUID subjectId,
    AccountKind account,
    UUID payeeId,
    Amount due,
    Amount amount) {}
