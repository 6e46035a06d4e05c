package ngo.zoo.bench.reconciliation;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One source held against what happened, group by group.
 *
 * @param total base units that the source tells of
 * @param wrongGroups groups whose sums differ, or that only one side knows
 * @param difference sum of the groups' differences without their signs, base units
 */
public record Comparison(
    String source, int groups, BigInteger total, long wrongGroups, BigInteger difference) {

  static <K> Comparison of(String source, Map<K, BigInteger> truth, Map<K, BigInteger> told) {
    Set<K> groups = new HashSet<>(truth.keySet());
    groups.addAll(told.keySet());
    long wrong = 0;
    BigInteger difference = BigInteger.ZERO;
    for (K group : groups) {
      BigInteger off =
          told.getOrDefault(group, BigInteger.ZERO)
              .subtract(truth.getOrDefault(group, BigInteger.ZERO))
              .abs();
      wrong += off.signum();
      difference = difference.add(off);
    }
    BigInteger total = told.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    return new Comparison(source, groups.size(), total, wrong, difference);
  }
}
