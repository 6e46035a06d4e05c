package ngo.zoo.compute.rules;

import java.math.BigInteger;
import ngo.zoo.shared.Amount;

/**
 * What GPU time costs. Everything is computed from the running total of GPU-seconds and never from
 * the step since the last one, so that rounding does not depend on how often work is metered: total
 * cost = ⌊hourly · seconds / 3600⌋, in the payer's favour by less than one base unit, and never
 * above the cap; provider's part = ⌊cost · (10000 − fee) / 10000⌋; the network gets the rest.
 *
 * @param hourly for one GPU for one hour
 * @param feeBp the network's share in basis points
 */
public record GpuPrice(Amount hourly, int feeBp) {
  private static final BigInteger HOUR = BigInteger.valueOf(3600);
  private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

  /** Parts of a cost; they sum to it. */
  public record Parts(Amount provider, Amount network) {
    public Parts minus(Parts earlier) {
      return new Parts(provider.minus(earlier.provider), network.minus(earlier.network));
    }
  }

  /** Of that many GPU-seconds in all, at most {@code cap}. */
  public Amount cost(long gpuSeconds, Amount cap) {
    BigInteger units = hourly.units().multiply(BigInteger.valueOf(gpuSeconds)).divide(HOUR);
    return new Amount(cap.asset(), units.min(cap.units()));
  }

  /** How a running total is shared. */
  public Parts parts(Amount cost) {
    BigInteger provider =
        cost.units().multiply(WHOLE.subtract(BigInteger.valueOf(feeBp))).divide(WHOLE);
    Amount theirs = new Amount(cost.asset(), provider);
    return new Parts(theirs, cost.minus(theirs));
  }
}
