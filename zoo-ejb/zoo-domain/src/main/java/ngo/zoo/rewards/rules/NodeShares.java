package ngo.zoo.rewards.rules;

import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * The nodes' share of an answer that several computed: in proportion to what each of them asks, a
 * part for each that agreed. The parts of the others and what division leaves over go to the
 * treasury, so that no node gains by finding fault with another.
 *
 * @param parts what each agreeing node gets
 * @param rest what is left of the share
 */
public record NodeShares(Map<UUID, Amount> parts, Amount rest) {
  public NodeShares {
    parts = Map.copyOf(parts);
  }

  /**
   * @param asked the sum of what all that computed it ask
   * @param agreed what those of them ask that agreed, at least one
   */
  public static NodeShares of(Amount share, BigInteger asked, Map<UUID, BigInteger> agreed) {
    if (agreed.isEmpty() || sum(agreed.values()).compareTo(asked) > 0) {
      throw new IllegalArgumentException(agreed + " cannot have agreed for " + asked);
    }
    Map<UUID, Amount> parts = LinkedHashMap.newLinkedHashMap(agreed.size());
    agreed.forEach(
        (node, price) ->
            parts.put(
                node, new Amount(share.asset(), share.units().multiply(price).divide(asked))));
    BigInteger paid = sum(parts.values().stream().map(Amount::units).toList());
    return new NodeShares(parts, new Amount(share.asset(), share.units().subtract(paid)));
  }

  /**
   * A node's part by what another one had of the same share, never more than it would have had
   * beside it.
   *
   * @param part of the other, which asks {@code its}
   * @param asks what this one asks
   */
  public static Amount beside(Amount part, BigInteger its, BigInteger asks) {
    return new Amount(part.asset(), part.units().multiply(asks).divide(its));
  }

  private static BigInteger sum(Collection<BigInteger> units) {
    return units.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }
}
