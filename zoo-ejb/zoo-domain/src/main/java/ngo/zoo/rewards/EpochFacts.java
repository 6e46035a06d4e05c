package ngo.zoo.rewards;

import ngo.zoo.shared.Amount;

/**
 * What an epoch is computed by besides its terms and inputs.
 *
 * @param totalStake of all who run a node, when the epoch ended
 * @param feeIncome what final answers of the epoch brought the treasury
 * @param treasury what was there to pay from
 */
public record EpochFacts(Amount totalStake, Amount feeIncome, Amount treasury) {}
