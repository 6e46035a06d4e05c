package ngo.zoo.governance.rules;

import java.math.BigInteger;
import ngo.zoo.governance.TallyView;
import ngo.zoo.shared.Amount;

/**
 * The count of one vote in base units of KEEPER (paper 5.4). The quorum is of the total supply when
 * voting opened and counts abstentions; the approval is of FOR and AGAINST alone. Both are compared
 * by cross-multiplication: no rounding decides a vote.
 *
 * @param quorum basis points of the supply that must have voted
 * @param approvalNeeded basis points of FOR among FOR and AGAINST
 */
public record Tally(
    BigInteger powerFor,
    BigInteger powerAgainst,
    BigInteger powerAbstain,
    BigInteger totalSupply,
    int quorum,
    int approvalNeeded) {
  private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

  /** Whether enough power voted for the result to count; never without any supply. */
  public boolean quorumReached() {
    return totalSupply.signum() > 0 && atLeast(cast(), totalSupply, quorum);
  }

  /** Whether enough of those who chose were for it; never when nobody was. */
  public boolean approved() {
    return powerFor.signum() > 0 && atLeast(powerFor, chosen(), approvalNeeded);
  }

  public boolean succeeded() {
    return quorumReached() && approved();
  }

  /** As people see it, with turnout and approval rounded down to basis points. */
  public TallyView view() {
    return new TallyView(
        Amount.keeper(powerFor),
        Amount.keeper(powerAgainst),
        Amount.keeper(powerAbstain),
        Amount.keeper(totalSupply),
        basisPoints(cast(), totalSupply),
        quorum,
        basisPoints(powerFor, chosen()),
        approvalNeeded,
        quorumReached(),
        approved());
  }

  private BigInteger chosen() {
    return powerFor.add(powerAgainst);
  }

  private BigInteger cast() {
    return chosen().add(powerAbstain);
  }

  private static boolean atLeast(BigInteger part, BigInteger whole, int basisPoints) {
    return part.multiply(WHOLE).compareTo(whole.multiply(BigInteger.valueOf(basisPoints))) >= 0;
  }

  private static int basisPoints(BigInteger part, BigInteger whole) {
    return whole.signum() == 0 ? 0 : part.multiply(WHOLE).divide(whole).intValueExact();
  }
}
