package ngo.zoo.rewards.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.rewards.SettledFlow;
import ngo.zoo.rewards.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReputationRulesTest {
  private static final UUID ASKER = new UUID(1, 1);
  private static final UUID AUTHOR = new UUID(1, 2);
  private static final UUID OWNER = new UUID(1, 3);

  @Test
  void whatOnePayerPaidCountsHalfAndWhatManyPaidNearlyFully() {
    Map<UUID, Standing> one =
        next(
            List.of(),
            FixedPoint.ONE,
            Map.of(ASKER, units(100)),
            List.of(flow(ASKER, AUTHOR, false, 40), flow(ASKER, OWNER, true, 40)));
    Map<UUID, BigInteger> fees = new HashMap<>();
    List<SettledFlow> flows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      fees.put(new UUID(8, i), units(100));
      flows.add(flow(new UUID(8, i), AUTHOR, false, 100));
    }
    Map<UUID, Standing> many = next(List.of(), FixedPoint.ONE, fees, flows);

    assertThat(of(one, AUTHOR).contributor()).isEqualTo(units(20));
    assertThat(of(one, OWNER).provider()).isEqualTo(units(20));
    assertThat(of(one, ASKER).payer()).isEqualTo(units(40));
    assertThat(of(many, AUTHOR).contributor()).isEqualTo(units(4_950));
  }

  @Test
  void payingOneselfAndOnesOwnPeopleCountsNothing() {
    Map<UUID, Standing> standings =
        next(
            List.of(),
            FixedPoint.ONE,
            Map.of(ASKER, units(200)),
            List.of(
                flow(ASKER, ASKER, false, 40),
                new SettledFlow(ASKER, OWNER, true, false, units(40))));

    assertThat(of(standings, ASKER).contributor()).isZero();
    assertThat(of(standings, ASKER).payer()).isZero();
    assertThat(of(standings, OWNER).provider()).isZero();
  }

  @Test
  void allFiguresDecay() {
    Standing before = new Standing(AUTHOR, units(8), units(8), units(8), units(80), units(8));
    Map<UUID, Standing> standings =
        next(List.of(before), FixedPoint.ONE.shiftRight(1), Map.of(), List.of());

    assertThat(of(standings, AUTHOR))
        .isEqualTo(new Standing(AUTHOR, units(4), units(4), units(4), units(40), units(4)));
    assertThat(next(List.of(before), BigInteger.ZERO, Map.of(), List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 50})
  void aRingMovesItsScoresByLessThanItPaid(int size) {
    Map<UUID, BigInteger> fees = new HashMap<>();
    List<SettledFlow> flows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      UUID payer = new UUID(9, i);
      UUID next = new UUID(9, (i + 1) % size);
      fees.put(payer, units(1_000));
      flows.add(flow(payer, next, false, 400));
      flows.add(flow(payer, next, true, 400));
    }
    Map<UUID, Standing> standings = next(List.of(), FixedPoint.ONE, fees, flows);

    for (UUID account : fees.keySet()) {
      Standing standing = of(standings, account);
      assertThat(standing.contributor().add(standing.provider())).isEqualTo(units(80));
    }
  }

  /** Taking turns does not help: what was earned before is remembered. */
  @Test
  void aRingThatTakesTurnsIsSeenThrough() {
    List<Standing> standings = List.of();
    BigInteger paid = BigInteger.ZERO;
    for (int epoch = 0; epoch < 20; epoch++) {
      UUID payer = new UUID(9, epoch % 2);
      UUID earner = new UUID(9, (epoch + 1) % 2);
      paid = paid.add(units(800));
      standings =
          List.copyOf(
              next(
                      standings,
                      FixedPoint.ONE,
                      Map.of(payer, units(1_000)),
                      List.of(flow(payer, earner, true, 800)))
                  .values());
    }
    BigInteger score =
        standings.stream().map(Standing::provider).reduce(BigInteger.ZERO, BigInteger::add);

    assertThat(score.multiply(BigInteger.TWO)).isLessThan(paid);
  }

  private static Map<UUID, Standing> next(
      List<Standing> before,
      BigInteger decay,
      Map<UUID, BigInteger> fees,
      List<SettledFlow> flows) {
    return ReputationRules.next(before, decay, fees, flows);
  }

  private static Standing of(Map<UUID, Standing> standings, UUID party) {
    return standings.getOrDefault(party, Standing.none(party));
  }

  private static SettledFlow flow(UUID payer, UUID earner, boolean forNode, long units) {
    return new SettledFlow(payer, earner, forNode, true, units(units));
  }

  private static BigInteger units(long units) {
    return BigInteger.valueOf(units);
  }
}
