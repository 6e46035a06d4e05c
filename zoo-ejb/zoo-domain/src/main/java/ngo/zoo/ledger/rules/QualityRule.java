package ngo.zoo.ledger.rules;

import ngo.zoo.ledger.Quality;

/**
 * The quality of an experience, Q = α·up/(up+down) + β·usage/max(usage) + γ·confidence (paper 7.4),
 * in whole basis points, each part rounded down. Weights count by their share of the three's sum,
 * so a vote on one of them needs no second vote to make them add up.
 *
 * @param alpha weight of votes, 1 to 10000
 * @param beta weight of uses, 1 to 10000
 * @param gamma weight of the author's confidence, 1 to 10000
 * @param votes how votes become a figure
 */
public record QualityRule(int alpha, int beta, int gamma, VoteShare votes) {
  /**
   * @throws IllegalArgumentException when a weight is less than 1: then Q would have no meaning
   */
  public QualityRule {
    if (alpha < 1 || beta < 1 || gamma < 1) {
      throw new IllegalArgumentException("weights are 1 or more");
    }
  }

  /**
   * What is known of an experience.
   *
   * @param mostUsed the uses of the most used member of its library
   * @param confidence basis points
   */
  public record Counters(long up, long down, long usage, long mostUsed, int confidence) {}

  /** Q and its parts. Where nothing of the library was used, every part of usage is 0. */
  public Quality of(Counters counters) {
    int share = votes.basisPoints(counters.up(), counters.down());
    int usage = usage(counters.usage(), counters.mostUsed());
    long weighted =
        (long) alpha * share + (long) beta * usage + (long) gamma * counters.confidence();
    int quality = (int) (weighted / ((long) alpha + beta + gamma));
    return new Quality(quality, share, usage, counters.confidence());
  }

  /** What was used more than the most used member, having left the library, counts as that. */
  private static int usage(long usage, long mostUsed) {
    return mostUsed == 0 ? 0 : (int) (Math.min(usage, mostUsed) * VoteShare.WHOLE / mostUsed);
  }
}
