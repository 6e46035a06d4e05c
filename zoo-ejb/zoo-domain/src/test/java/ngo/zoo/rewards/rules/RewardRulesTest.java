package ngo.zoo.rewards.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.EpochFacts;
import ngo.zoo.rewards.EpochTerms;
import ngo.zoo.rewards.RewardInput;
import ngo.zoo.rewards.RewardKind;
import ngo.zoo.rewards.RewardPayout;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.junit.jupiter.api.Test;

class RewardRulesTest {
  private static final UUID MAYA = new UUID(1, 1);
  private static final UUID OMAR = new UUID(1, 2);

  @Test
  void aDatasetIsPaidBySizeAndQuality() {
    assertThat(RewardRules.data(keeper("0.0001").units(), units(20_000), 5_000))
        .isEqualTo(keeper("1").units());
  }

  @Test
  void anExperienceIsPaidByVotesAndUse() {
    BigInteger beta = keeper("1").units();
    assertThat(RewardRules.experience(beta, 5, 0, 1)).isEqualTo(units(693147180559945309L));
    assertThat(RewardRules.experience(beta, 1, 1, 1)).isEqualTo(units(173286795139986327L));
    assertThat(RewardRules.experience(beta, 0, 3, 9)).isZero();
    assertThat(RewardRules.experience(beta, 7, 2, 0)).isZero();
  }

  @Test
  void withoutAVoteAQuarterIsPaid() {
    BigInteger beta = keeper("1").units();
    assertThat(RewardRules.experience(beta, 0, 0, 1)).isEqualTo(units(173286795139986327L));
  }

  @Test
  void aNodeIsPaidByAnswersAndItsShareOfTheStake() {
    BigInteger gamma = keeper("0.001").units();
    assertThat(RewardRules.inference(gamma, units(100), units(0), units(0)))
        .isEqualTo(keeper("0.1").units());
    assertThat(RewardRules.inference(gamma, units(100), units(30), units(40)))
        .isEqualTo(keeper("0.175").units());
  }

  @Test
  void whatIsDueIsPaidWhileTheBudgetAllowsIt() {
    RewardRules.Result result =
        RewardRules.payouts(terms("1000"), facts("0", "400000"), List.of(data(MAYA, 10_000)));

    assertThat(result.payouts())
        .containsExactly(
            new RewardPayout(
                RewardKind.DATA, MAYA, AccountKind.MEMBER, MAYA, keeper("1"), keeper("1")));
    assertThat(result.rewards()).isEqualTo(keeper("1"));
  }

  @Test
  void aSmallBudgetIsDividedInProportionAndASmallerTreasuryToo() {
    List<RewardInput> inputs = List.of(data(MAYA, 20_000), data(OMAR, 10_000));
    for (String[] bound : new String[][] {{"1", "400000"}, {"1000", "1"}}) {
      RewardRules.Result result =
          RewardRules.payouts(terms(bound[0]), facts("0", bound[1]), inputs);

      assertThat(result.rewards()).isEqualTo(keeper("1"));
      assertThat(result.payouts())
          .extracting(RewardPayout::amount)
          .containsExactly(keeper("0.666666666666666667"), keeper("0.333333333333333333"));
    }
  }

  @Test
  void theRevenueShareIsDividedToTheLastUnitAndNeedsContributors() {
    EpochFacts facts = facts("0.00000000000000007", "400000");
    RewardRules.Result none = RewardRules.payouts(terms("1000"), facts, List.of());
    RewardRules.Result two =
        RewardRules.payouts(terms("1000"), facts, List.of(earned(MAYA, 2), earned(OMAR, 1)));

    assertThat(none.revenue().isZero()).isTrue();
    assertThat(two.revenue().units()).isEqualTo(units(7));
    assertThat(two.payouts())
        .extracting(payout -> payout.amount().units().intValueExact())
        .containsExactly(5, 2);
  }

  @Test
  void hoursAreCreditedAsQueriesOfTheCheapestModel() {
    RewardInput hours = input(RewardKind.CREDITS, MAYA, 3, 0);
    RewardRules.Result result =
        RewardRules.payouts(terms("1000"), facts("0", "400000"), List.of(hours));

    assertThat(result.credits()).isEqualTo(keeper("30"));
  }

  /** Whatever comes in, in whatever order: nothing is minted, no bound is passed. */
  @Test
  void noMoreIsPaidThanThereIs() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      List<RewardInput> inputs = new ArrayList<>();
      for (int n = random.nextInt(20); n > 0; n--) {
        RewardKind kind = RewardKind.values()[random.nextInt(RewardKind.values().length)];
        inputs.add(input(kind, new UUID(2, n), random.nextInt(100_000), random.nextInt(10_001)));
      }
      EpochFacts facts =
          new EpochFacts(
              Amount.keeper(new BigInteger(70, random)),
              Amount.keeper(new BigInteger(random.nextInt(75), random)),
              Amount.keeper(new BigInteger(random.nextInt(75), random)));
      RewardRules.Result result = RewardRules.payouts(terms("50"), facts, inputs);
      Collections.shuffle(inputs, random);

      assertThat(RewardRules.payouts(terms("50"), facts, inputs)).isEqualTo(result);
      Amount taken = result.rewards().plus(result.revenue()).plus(result.credits());
      assertThat(taken).isLessThanOrEqualTo(facts.treasury());
      assertThat(result.rewards()).isLessThanOrEqualTo(keeper("50"));
      assertThat(
              result.payouts().stream()
                  .map(RewardPayout::amount)
                  .reduce(Amount.zero(Asset.KEEPER), Amount::plus))
          .isEqualTo(taken);
    }
  }

  private static RewardInput data(UUID owner, long records) {
    return input(RewardKind.DATA, owner, records, 10_000);
  }

  private static RewardInput earned(UUID owner, long units) {
    return input(RewardKind.REVENUE, owner, units, 0);
  }

  private static RewardInput input(RewardKind kind, UUID owner, long quantity, int quality) {
    return new RewardInput(kind, owner, owner, units(quantity), quality, 3, 1, units(quality));
  }

  private static EpochTerms terms(String budget) {
    return new EpochTerms(
        keeper("0.0001"),
        keeper("1"),
        keeper("0.001"),
        keeper(budget),
        1_000,
        100,
        1_000,
        keeper("0.01"),
        Duration.ofDays(90),
        Duration.ofDays(90));
  }

  private static EpochFacts facts(String income, String treasury) {
    return new EpochFacts(keeper("0"), keeper(income), keeper(treasury));
  }

  private static BigInteger units(long units) {
    return BigInteger.valueOf(units);
  }

  private static Amount keeper(String decimal) {
    return Amount.parse(Asset.KEEPER, decimal);
  }
}
