package ngo.zoo.rewards.rules;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides base units in proportion to weights so that the parts sum to the whole exactly: each part
 * is rounded down, and the units left go one each to the largest remainders, the earlier of equals
 * first.
 */
public final class LargestRemainder {
  private LargestRemainder() {}

  /**
   * @param weights none negative; when all are zero, nobody gets anything
   * @return a part for each weight, in order
   */
  public static List<BigInteger> divide(BigInteger whole, List<BigInteger> weights) {
    BigInteger sum = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
    if (whole.signum() < 0 || weights.stream().anyMatch(weight -> weight.signum() < 0)) {
      throw new IllegalArgumentException("neither the whole nor a weight can be negative");
    }
    if (sum.signum() == 0) {
      return weights.stream().map(weight -> BigInteger.ZERO).toList();
    }
    List<BigInteger> parts = new ArrayList<>();
    List<BigInteger> remainders = new ArrayList<>();
    for (BigInteger weight : weights) {
      BigInteger[] divided = whole.multiply(weight).divideAndRemainder(sum);
      parts.add(divided[0]);
      remainders.add(divided[1]);
    }
    int left = whole.subtract(parts.stream().reduce(BigInteger.ZERO, BigInteger::add)).intValue();
    IntStream.range(0, parts.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> remainders.get(i)).reversed())
        .limit(left)
        .forEach(i -> parts.set(i, parts.get(i).add(BigInteger.ONE)));
    return parts;
  }
}
