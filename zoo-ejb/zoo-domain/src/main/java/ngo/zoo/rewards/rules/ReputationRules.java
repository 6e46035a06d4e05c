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
import java.util.stream.Stream;
import ngo.zoo.rewards.SettledFlow;
import ngo.zoo.rewards.Standing;

/**
 * Reputation from settled work only (paper 10.4): the fees that distinct, independent parties paid,
 * decayed. A payment counts by how far its payer is out of pocket: w = max(0, paid − earned)/paid.
 * So accounts that pay each other in a ring, and earn back nearly all they pay, move their scores
 * by the little the ring really lost to fees, not by what it turned over. What one earner got in an
 * epoch counts by how many paid it, d = 1 − h/2, where h is the sum of the squares of its payers'
 * shares: half when all is from one payer, nearly all when it is from many. Nobody moves a score by
 * paying themselves.
 */
public final class ReputationRules {
  private ReputationRules() {}

  /**
   * The standings after an epoch.
   *
   * @param before the standings after the epoch before it
   * @param decay what is left of them, as {@link FixedPoint#decay} counts
   * @param fees all that each party paid in the epoch
   * @param flows what of it went to whom: one for each payer, earner and role
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
    for (List<SettledFlow> income : byEarner(flows)) {
      BigInteger sum = sum(income.stream().map(SettledFlow::amount));
      BigInteger squares = sum(income.stream().map(flow -> flow.amount().pow(2)));
      BigInteger twice = sum.pow(2).shiftLeft(1);
      for (SettledFlow flow : income) {
        BigInteger counted =
            counted(flow, totals.getOrDefault(flow.payer(), Standing.none(flow.payer())))
                .multiply(twice.subtract(squares))
                .divide(twice);
        change(standings, flow.earner(), it -> it.withRated(counted, flow.forNode()));
        change(standings, flow.payer(), it -> it.withSpent(counted));
      }
    }
    standings.values().removeIf(Standing::isEmpty);
    return standings;
  }

  /** What independent parties paid each earner as provider, and as contributor. */
  private static Collection<List<SettledFlow>> byEarner(List<SettledFlow> flows) {
    return flows.stream()
        .filter(flow -> flow.independent() && !flow.payer().equals(flow.earner()))
        .filter(flow -> flow.amount().signum() > 0)
        .collect(Collectors.groupingBy(flow -> flow.earner() + " " + flow.forNode()))
        .values();
  }

  private static BigInteger sum(Stream<BigInteger> amounts) {
    return amounts.reduce(BigInteger.ZERO, BigInteger::add);
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
