package ngo.zoo.routing.rules.verification;

import java.math.BigInteger;
import ngo.zoo.shared.Amount;

/**
 * Whether honesty pays: what a node must expect to lose per false answer, beside what it saves by
 * it. It is found out after 1/(p·d) false answers; from then on all are checked and {@link
 * Staircase#PATTERN} disputes make a slash of S, so n = (1 + 2p)/(p·d) false answers cost S.
 *
 * @param checked p, the probability of a check, in millionths
 * @param detected d, the probability that a check finds a false answer, in millionths
 * @param atStake S, what a slash takes
 * @param loss per false answer, rounded down
 * @param gain what one false answer saves
 */
public record Deterrence(int checked, int detected, Amount atStake, Amount loss, Amount gain) {
  private static final BigInteger ONE = BigInteger.valueOf(TrackRecord.ALWAYS);
  private static final BigInteger TEN_THOUSAND = BigInteger.valueOf(10_000);
  private static final BigInteger LATER = BigInteger.valueOf(Staircase.PATTERN - 1L);

  /**
   * @param stake what is locked behind the node
   * @param shareBp what a slash takes of it, in basis points
   */
  public static Deterrence of(int checked, int detected, Amount stake, int shareBp, Amount gain) {
    BigInteger atStake = stake.units().multiply(BigInteger.valueOf(shareBp)).divide(TEN_THOUSAND);
    BigInteger p = BigInteger.valueOf(checked);
    BigInteger loss =
        atStake
            .multiply(p)
            .multiply(BigInteger.valueOf(detected))
            .divide(ONE.multiply(ONE.add(LATER.multiply(p))));
    return new Deterrence(
        checked,
        detected,
        new Amount(stake.asset(), atStake),
        new Amount(stake.asset(), loss),
        gain);
  }

  /** Above zero cheating does not pay. */
  public BigInteger margin() {
    return loss.units().subtract(gain.units());
  }
}
