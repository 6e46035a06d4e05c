package ngo.zoo.rewards.rules;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * How the fee of one final answer is divided (paper 10.2): burned, node, contributors, treasury.
 * Every part is rounded down to base units and the treasury takes what is left, so the parts always
 * sum to the fee exactly.
 *
 * @param burned leaves the supply
 * @param node goes to the node that answered
 * @param contributors per author; an author of two experiences has two shares
 * @param treasury its own share, all remainders, and the contributors' share when there were none
 */
public record FeeSplit(
    Amount burned, Amount node, Map<UUID, Amount> contributors, Amount treasury) {
  public FeeSplit {
    contributors = Map.copyOf(contributors);
  }

  /**
   * Governed shares in basis points. They are weights: should they not add up to 10000 because one
   * of them was changed alone, each counts in proportion to their sum.
   */
  public record Shares(int burn, int node, int contributors, int treasury) {
    public Shares {
      if (burn < 0 || node < 0 || contributors < 0 || treasury < 0) {
        throw new IllegalArgumentException("a share cannot be negative");
      }
    }

    private long sum() {
      return (long) burn + node + contributors + treasury;
    }
  }

  /**
   * Divides a fee.
   *
   * @param authors one per experience that was read, in order; equal shares
   */
  public static FeeSplit of(Amount fee, Shares shares, List<UUID> authors) {
    if (fee.isNegative()) {
      throw new IllegalArgumentException("a fee cannot be negative: " + fee);
    }
    Amount burned = share(fee, shares.burn, shares.sum());
    Amount node = share(fee, shares.node, shares.sum());
    Map<UUID, Amount> paid = equal(share(fee, shares.contributors, shares.sum()), authors);
    Amount treasury = fee.minus(burned).minus(node);
    for (Amount amount : paid.values()) {
      treasury = treasury.minus(amount);
    }
    return new FeeSplit(burned, node, paid, treasury);
  }

  /** All parts: burned, node, treasury, then the contributors'. */
  public List<Amount> parts() {
    List<Amount> parts = new ArrayList<>(List.of(burned, node, treasury));
    parts.addAll(contributors.values());
    return parts;
  }

  private static Amount share(Amount fee, int weight, long sum) {
    if (sum == 0) {
      return Amount.zero(fee.asset());
    }
    BigInteger units = fee.units().multiply(BigInteger.valueOf(weight));
    return new Amount(fee.asset(), units.divide(BigInteger.valueOf(sum)));
  }

  private static Map<UUID, Amount> equal(Amount pool, List<UUID> authors) {
    Map<UUID, Amount> paid = new LinkedHashMap<>();
    for (UUID author : authors) {
      BigInteger units = pool.units().divide(BigInteger.valueOf(authors.size()));
      paid.merge(author, new Amount(pool.asset(), units), Amount::plus);
    }
    return paid;
  }
}
