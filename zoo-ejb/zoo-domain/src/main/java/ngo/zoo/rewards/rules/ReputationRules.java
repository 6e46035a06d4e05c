package ngo.zoo.rewards.rules;

import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import ngo.zoo.rewards.SettledFlow;
import ngo.zoo.rewards.Standing;

/**
 * Reputation from settled work only (paper 10.4): the fees that distinct, independent parties paid,
 * decayed. A payment counts by how far its payer is out of pocket: w = max(0, paid − earned)/paid.
 * So accounts that pay each other in a ring, and earn back nearly all they pay, move their scores
 * by the little the ring really lost to fees, not by what it turned over; who only asks counts
 * fully. Nobody moves a score by paying themselves.
 */
public final class ReputationRules {
  private ReputationRules() {}

  /**
   * The standings after an epoch.
   *
   * @param before the standings after the epoch before it
   * @param decay what is left of them, as {@link FixedPoint#decay} counts
   * @param fees all that each party paid in the epoch
   * @param flows what of it went to whom
   */
  public static Map<UUID, Standing> next(
      Collection<Standing> before,
      BigInteger decay,
      Map<UUID, BigInteger> fees,
      List<SettledFlow> flows) {
    Map<UUID, Standing> standings =
        before.stream()
            .map(standing -> decayed(standing, decay))
            .collect(Collectors.toMap(Standing::partyId, Function.identity()));
    fees.forEach((payer, fee) -> change(standings, payer, it -> it.withPaid(fee)));
    flows.forEach(flow -> change(standings, flow.earner(), it -> it.withEarned(flow.amount())));
    Map<UUID, Standing> totals = new HashMap<>(standings);
    for (SettledFlow flow : flows) {
      if (flow.independent() && !flow.payer().equals(flow.earner())) {
        BigInteger counted = counted(flow, totals.getOrDefault(flow.payer(), none(flow)));
        change(standings, flow.earner(), it -> it.withRated(counted, flow.forNode()));
        change(standings, flow.payer(), it -> it.withSpent(counted));
      }
    }
    standings.values().removeIf(Standing::isEmpty);
    return standings;
  }

  private static Standing none(SettledFlow flow) {
    return Standing.none(flow.payer());
  }

  private static BigInteger counted(SettledFlow flow, Standing payer) {
    BigInteger spent = payer.paid().subtract(payer.earned());
    return spent.signum() <= 0
        ? BigInteger.ZERO
        : flow.amount().multiply(spent).divide(payer.paid());
  }

  private static Standing decayed(Standing s, BigInteger decay) {
    return new Standing(
        s.partyId(),
        times(s.paid(), decay),
        times(s.earned(), decay),
        times(s.provider(), decay),
        times(s.contributor(), decay),
        times(s.payer(), decay));
  }

  private static BigInteger times(BigInteger figure, BigInteger decay) {
    return figure.multiply(decay).divide(FixedPoint.ONE);
  }

  private static void change(
      Map<UUID, Standing> standings, UUID party, UnaryOperator<Standing> change) {
    standings.put(party, change.apply(standings.getOrDefault(party, Standing.none(party))));
  }
}
