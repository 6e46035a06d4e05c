package ngo.zoo.bench.reputation;

import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import ngo.zoo.rewards.SettledFlow;
import ngo.zoo.rewards.Standing;
import ngo.zoo.rewards.rules.FixedPoint;
import ngo.zoo.rewards.rules.ReputationRules;

/**
 * Honest askers, authors and providers beside one ring, epoch by epoch. Of each fee 40 % go to the
 * node and 40 % to an author, as at genesis. Some honest authors and providers ask as well.
 */
final class Town {
  /** How a ring pays: round and round, everybody everybody, or by turns, one or two an epoch. */
  enum Habit {
    ROUND,
    EVERYBODY,
    TURNS,
    PAIRS
  }

  private record Pair(UUID payer, UUID earner, boolean forNode) {
    SettledFlow of(BigInteger amount) {
      return new SettledFlow(payer, earner, forNode, true, amount);
    }
  }

  private static final int ASKERS = 40;
  private static final int EARNERS = 20;
  private static final int ANSWERS = 2_000;
  private static final BigInteger FEE = BigInteger.TEN.pow(16);
  private static final BigInteger PART = FEE.multiply(BigInteger.valueOf(4)).divide(BigInteger.TEN);
  private static final BigInteger DECAY = FixedPoint.decay(Duration.ofDays(7), Duration.ofDays(90));

  private final Random random;
  private final Habit habit;
  private final int size;
  private final int answers;
  private final Map<UUID, BigInteger> fees = new HashMap<>();
  private final Map<Pair, BigInteger> sums = new HashMap<>();
  private List<Standing> standings = List.of();
  private BigInteger paidByRing = BigInteger.ZERO;
  private BigInteger paidByAll = BigInteger.ZERO;

  /**
   * @param answers how many the ring pays for per epoch
   */
  Town(long seed, Habit habit, int size, int answers) {
    this.random = new Random(seed);
    this.habit = habit;
    this.size = size;
    this.answers = answers;
  }

  void live(int epochs) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      fees.clear();
      sums.clear();
      for (int i = 0; i < ANSWERS; i++) {
        UUID payer = random.nextInt(10) == 0 ? earner() : new UUID(1, random.nextInt(ASKERS));
        answer(payer, earner(), earner(), false);
      }
      for (int i = 0; i < answers; i++) {
        ringAnswer(epoch, i);
      }
      List<SettledFlow> flows =
          sums.entrySet().stream().map(one -> one.getKey().of(one.getValue())).toList();
      standings = List.copyOf(ReputationRules.next(standings, DECAY, fees, flows).values());
    }
  }

  private void ringAnswer(int epoch, int i) {
    int payer =
        switch (habit) {
          case ROUND -> i % size;
          case EVERYBODY -> random.nextInt(size);
          case TURNS -> epoch % size;
          case PAIRS -> (2 * epoch + i % 2) % size;
        };
    int other =
        habit == Habit.ROUND
            ? (payer + 1) % size
            : (payer + 1 + random.nextInt(Math.max(1, size - 1))) % size;
    answer(new UUID(9, payer), new UUID(9, other), new UUID(9, other), true);
  }

  private UUID earner() {
    return new UUID(2, random.nextInt(EARNERS));
  }

  private void answer(UUID payer, UUID owner, UUID author, boolean ring) {
    fees.merge(payer, FEE, BigInteger::add);
    sums.merge(new Pair(payer, owner, true), PART, BigInteger::add);
    sums.merge(new Pair(payer, author, false), PART, BigInteger::add);
    paidByAll = paidByAll.add(FEE);
    paidByRing = ring ? paidByRing.add(FEE) : paidByRing;
  }

  /** The ring's share of all scores by its share of all that was paid, in thousandths. */
  long gainByPaidShare() {
    BigInteger all = score(standings);
    BigInteger ring =
        score(
            standings.stream().filter(one -> one.partyId().getMostSignificantBits() == 9).toList());
    return ring.multiply(paidByAll)
        .multiply(BigInteger.valueOf(1_000))
        .divide(all.multiply(paidByRing))
        .longValueExact();
  }

  private static BigInteger score(List<Standing> standings) {
    return standings.stream()
        .map(one -> one.provider().add(one.contributor()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
