package ngo.zoo.rewards.service;

import java.util.List;
import ngo.zoo.persistence.rewards.EarlyPosting;
import ngo.zoo.rewards.rules.FeeSplit;

/**
 * Fees of final answers, split in a transaction that the disk may not have yet.
 *
 * @param splits how each was split, in the answers' order
 * @param posting what {@link Accounts#awaitDurable} waits for
 */
public record SplitFees(List<FeeSplit> splits, EarlyPosting posting) {
  public SplitFees {
    splits = List.copyOf(splits);
  }
}
