package ngo.zoo.rewards.rules;

import java.math.BigInteger;
import ngo.zoo.shared.Amount;

/**
 * The nodes' share of an answer that several computed: as many equal parts as were asked, one for
 * each that agreed. The parts of the others and what division leaves over go to the treasury, so
 * that no node gains by finding fault with another.
 *
 * @param each what each agreeing node gets
 * @param rest what is left of the share
 */
public record NodeShares(Amount each, Amount rest) {

  /**
   * @param asked how many nodes computed it, at least one
   * @param agreed how many of them agreed, at least one
   */
  public static NodeShares of(Amount share, int asked, int agreed) {
    if (agreed < 1 || asked < agreed) {
      throw new IllegalArgumentException(agreed + " of " + asked + " nodes cannot have agreed");
    }
    BigInteger each = share.units().divide(BigInteger.valueOf(asked));
    BigInteger paid = each.multiply(BigInteger.valueOf(agreed));
    return new NodeShares(
        new Amount(share.asset(), each), new Amount(share.asset(), share.units().subtract(paid)));
  }
}
