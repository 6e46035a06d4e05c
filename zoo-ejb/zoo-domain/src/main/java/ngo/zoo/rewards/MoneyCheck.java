package ngo.zoo.rewards;

import java.math.BigInteger;
import java.util.Map;
import ngo.zoo.shared.Asset;

/**
 * The journal checked against itself.
 *
 * @param sums base units of all postings per asset; each must be zero
 * @param mismatches accounts whose balance is not the sum of their postings; must be zero
 */
public record MoneyCheck(Map<Asset, BigInteger> sums, long mismatches) {
  public MoneyCheck {
    sums = Map.copyOf(sums);
  }

  /** Whether every figure is as it must be. */
  public boolean sound() {
    return mismatches == 0 && sums.values().stream().allMatch(sum -> sum.signum() == 0);
  }
}
