package ngo.zoo.rewards;

import java.math.BigInteger;
import java.util.UUID;

/**
 * What is settled of one party, each figure in base units of KEEPER and decayed alike.
 *
 * @param partyId a member or an organisation
 * @param paid all fees it paid
 * @param earned all it earned from answers
 * @param provider its reputation as one who runs nodes
 * @param contributor its reputation as one who writes experiences
 * @param payer its reputation as one who asks
 */
public record Standing(
    UUID partyId,
    BigInteger paid,
    BigInteger earned,
    BigInteger provider,
    BigInteger contributor,
    BigInteger payer) {

  /** Of somebody nothing is known of. */
  public static Standing none(UUID partyId) {
    BigInteger zero = BigInteger.ZERO;
    return new Standing(partyId, zero, zero, zero, zero, zero);
  }

  public Standing withPaid(BigInteger more) {
    return new Standing(partyId, paid.add(more), earned, provider, contributor, payer);
  }

  public Standing withEarned(BigInteger more) {
    return new Standing(partyId, paid, earned.add(more), provider, contributor, payer);
  }

  /** More reputation as an earner: of nodes, or of experiences. */
  public Standing withRated(BigInteger more, boolean forNode) {
    return forNode
        ? new Standing(partyId, paid, earned, provider.add(more), contributor, payer)
        : new Standing(partyId, paid, earned, provider, contributor.add(more), payer);
  }

  /** More reputation as a payer. */
  public Standing withSpent(BigInteger more) {
    return new Standing(partyId, paid, earned, provider, contributor, payer.add(more));
  }

  /** Whether there is anything to remember. */
  public boolean isEmpty() {
    return paid.signum() == 0
        && earned.signum() == 0
        && provider.signum() == 0
        && contributor.signum() == 0
        && payer.signum() == 0;
  }
}
