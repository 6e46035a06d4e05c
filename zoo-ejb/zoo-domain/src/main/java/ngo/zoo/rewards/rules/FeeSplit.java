package ngo.zoo.rewards.rules;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.rewards.SplitFallback;
import ngo.zoo.shared.Amount;

/**
 * How the fee of one final answer is divided (paper 10.2): burned, node, contributors, treasury.
 * Every part is rounded down to base units and the treasury takes what is left, so the parts always
 * sum to the fee exactly.
 *
 * @param burned leaves the supply
 * @param node goes to the node that answered
 * @param experiences of each experience that was read what it earned, in order; none where no
 *     experience contributed
 * @param contributors the same per member; who contributed to two experiences has a part of both
 * @param treasury its own share and all remainders; the contributors' share too when there were
 *     none and governance leaves it to the treasury, not to the node or to be burned
 */
public record FeeSplit(
    Amount burned,
    Amount node,
    List<Amount> experiences,
    Map<UUID, Amount> contributors,
    Amount treasury) {
  public FeeSplit {
    experiences = List.copyOf(experiences);
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

  /** As below, where all experiences count alike and the treasury is the fallback. */
  public static FeeSplit of(Amount fee, Shares shares, List<UUID> authors) {
    return of(fee, shares, SplitFallback.TREASURY, authors, List.of());
  }

  /**
   * Divides a fee.
   *
   * @param fallback where the contributors' share goes when no experience contributed
   * @param authors one per experience that was read, in order
   * @param weights measured effect of each experience, none negative; empty: all count alike. When
   *     all are zero, no experience contributed.
   */
  public static FeeSplit of(
      Amount fee,
      Shares shares,
      SplitFallback fallback,
      List<UUID> authors,
      List<Integer> weights) {
    return among(fee, shares, fallback, authors.stream().map(List::of).toList(), weights);
  }

  /**
   * Divides a fee where several may have contributed to one experience: its part is divided among
   * them in equal parts, and what that leaves over goes to the first of them, one unit each.
   *
   * @param contributors of each experience that was read, in order; none empty
   */
  public static FeeSplit among(
      Amount fee,
      Shares shares,
      SplitFallback fallback,
      List<List<UUID>> contributors,
      List<Integer> weights) {
    if (fee.isNegative()) {
      throw new IllegalArgumentException("a fee cannot be negative: " + fee);
    }
    Amount burned = share(fee, shares.burn, shares.sum());
    Amount node = share(fee, shares.node, shares.sum());
    Amount pool = share(fee, shares.contributors, shares.sum());
    List<Amount> experiences = divided(pool, contributors.size(), weights);
    Map<UUID, Amount> paid = new LinkedHashMap<>();
    for (int i = 0; i < experiences.size(); i++) {
      inEqualParts(experiences.get(i), contributors.get(i), paid);
    }
    if (paid.isEmpty()) {
      burned = fallback == SplitFallback.BURN ? burned.plus(pool) : burned;
      node = fallback == SplitFallback.NODE ? node.plus(pool) : node;
    }
    Amount treasury = fee.minus(burned).minus(node);
    for (Amount amount : paid.values()) {
      treasury = treasury.minus(amount);
    }
    return new FeeSplit(burned, node, experiences, paid, treasury);
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

  /** Empty where nothing is to be divided among. */
  private static List<Amount> divided(Amount pool, int experiences, List<Integer> weights) {
    if (!weights.isEmpty() && weights.size() != experiences
        || weights.stream().anyMatch(weight -> weight < 0)) {
      throw new IllegalArgumentException("each experience has one weight, and none is negative");
    }
    List<Integer> shares = weights.isEmpty() ? Collections.nCopies(experiences, 1) : weights;
    long sum = shares.stream().mapToLong(it -> it).sum();
    return sum == 0 ? List.of() : shares.stream().map(weight -> share(pool, weight, sum)).toList();
  }

  private static void inEqualParts(Amount whole, List<UUID> members, Map<UUID, Amount> paid) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("an experience is of somebody");
    }
    if (members.size() == 1) {
      paid.merge(members.getFirst(), whole, Amount::plus);
      return;
    }
    List<BigInteger> parts =
        LargestRemainder.divide(whole.units(), Collections.nCopies(members.size(), BigInteger.ONE));
    for (int i = 0; i < parts.size(); i++) {
      paid.merge(members.get(i), new Amount(whole.asset(), parts.get(i)), Amount::plus);
    }
  }
}
