package ngo.zoo.billing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import ngo.zoo.billing.MeteredUsage;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.billing.PlanTerms.ModelPrice;
import ngo.zoo.billing.PlanTerms.PriceTier;
import ngo.zoo.billing.PlanTerms.VolumeTier;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RatingRuleTest {
  private static final Amount NOTHING = keeper("0");

  @Test
  void theFeeTableCostsWhatItTook() {
    List<MeteredUsage> usage = List.of(usage("tiny", 3, "0.03"), usage("tiny", 2, "0.04"));

    List<RatedLine> lines = RatingRule.lines(PlanTerms.FEE_TABLE, usage);

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().quantity()).isEqualTo(5);
    assertThat(lines.getFirst().unitPrice()).isEqualTo(keeper("0.014"));
    assertThat(total(lines)).isEqualTo(keeper("0.07"));
  }

  @Test
  void queriesAndTokensHaveTheirOwnLinesByProjectAndModel() {
    PlanTerms terms =
        terms(
            List.of(new ModelPrice("tiny", keeper("0.008"), keeper("1.5"), keeper("6"), List.of())),
            List.of(),
            "0",
            0);
    MeteredUsage search = new MeteredUsage("Search", "tiny", 10, 1000, 333, NOTHING);
    MeteredUsage other = new MeteredUsage(null, "tiny", 1, 0, 1, NOTHING);

    List<RatedLine> lines = RatingRule.lines(terms, List.of(search, other));

    assertThat(lines)
        .extracting(line -> line.project() + " " + line.unit() + " " + line.amount().decimal())
        .containsExactly(
            "Search query 0.08",
            "Search 1M input tokens 0.0015",
            "Search 1M output tokens 0.001998",
            "null query 0.008",
            "null 1M output tokens 0.000006");
  }

  @Test
  void eachTierPricesItsOwnQueries() {
    PlanTerms terms =
        terms(
            List.of(
                new ModelPrice(
                    "tiny",
                    keeper("0.01"),
                    null,
                    null,
                    List.of(
                        new PriceTier(100, keeper("0.008")),
                        new PriceTier(1000, keeper("0.005"))))),
            List.of(),
            "0",
            0);

    List<RatedLine> lines =
        RatingRule.lines(terms, List.of(usage("tiny", 60, "0"), usage("tiny", 1000, "0")));

    assertThat(lines)
        .extracting(line -> line.quantity() + " × " + line.unitPrice().decimal())
        .containsExactly("100 × 0.01", "900 × 0.008", "60 × 0.005");
    assertThat(total(lines)).isEqualTo(keeper("8.5"));
  }

  @Test
  void freeQueriesComeFirstAndDiscountsCountAllModels() {
    PlanTerms terms =
        terms(
            List.of(price("tiny", "0.01"), price("large", "0.1")),
            List.of(new VolumeTier(20, 5000)),
            "0",
            10);

    List<RatedLine> lines =
        RatingRule.lines(terms, List.of(usage("tiny", 15, "0"), usage("large", 10, "0")));

    assertThat(lines)
        .extracting(
            line -> line.description() + " " + line.quantity() + " " + line.amount().decimal())
        .containsExactly(
            "Queries 15 0.15",
            "Queries 10 1",
            "Volume discount of 50 % 5 -0.25",
            "Free queries 10 -0.1");
  }

  @Test
  void aMonthBelowTheMinimumCostsTheMinimum() {
    PlanTerms terms = terms(List.of(price("tiny", "0.01")), List.of(), "5", 0);

    assertThat(total(RatingRule.lines(terms, List.of()))).isEqualTo(keeper("5"));
    List<RatedLine> lines = RatingRule.lines(terms, List.of(usage("tiny", 100, "0")));
    assertThat(lines.getLast().unit()).isEqualTo("minimum");
    assertThat(lines.getLast().amount()).isEqualTo(keeper("4"));
    assertThat(total(RatingRule.lines(terms, List.of(usage("tiny", 501, "0")))))
        .isEqualTo(keeper("5.01"));
  }

  @Test
  void creditsPayAtMostWhatIsCharged() {
    List<RatedLine> lines =
        RatingRule.lines(PlanTerms.FEE_TABLE, List.of(usage("tiny", 1, "0.01")));

    assertThat(RatingRule.credits(lines, NOTHING)).isEmpty();
    assertThat(total(RatingRule.credits(lines, keeper("0.004")))).isEqualTo(keeper("-0.004"));
    assertThat(total(RatingRule.credits(lines, keeper("7")))).isEqualTo(keeper("-0.01"));
    assertThat(RatingRule.credits(List.of(), keeper("7"))).isEmpty();
  }

  /** Cutting a period anywhere changes nothing where neither tiers nor minimum count queries. */
  @Test
  void partsAddUpToTheWhole() {
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      PlanTerms terms =
          terms(
              List.of(randomPrice(random, "tiny"), randomPrice(random, "large")),
              List.of(),
              "0",
              0);
      List<MeteredUsage> usage = randomUsage(random);
      int cut = random.nextInt(usage.size() + 1);

      Amount whole = total(RatingRule.lines(terms, usage));
      Amount before = total(RatingRule.lines(terms, usage.subList(0, cut)));
      Amount after = total(RatingRule.lines(terms, usage.subList(cut, usage.size())));

      assertThat(before.plus(after)).isEqualTo(whole);
    }
  }

  /** More usage never costs less, and a lower threshold or a bigger discount never costs more. */
  @Test
  void tiersAreMonotone() {
    Random random = new Random(2);
    for (int round = 0; round < 500; round++) {
      int discount = random.nextInt(10_000);
      long above = random.nextInt(300);
      List<ModelPrice> prices = List.of(randomPrice(random, "tiny"), randomPrice(random, "large"));
      List<MeteredUsage> usage = randomUsage(random);
      Amount base =
          total(
              RatingRule.lines(
                  terms(prices, List.of(new VolumeTier(above, discount)), "0", 5), usage));

      List<MeteredUsage> more = new ArrayList<>(usage);
      more.add(usage("large", 1 + random.nextInt(50), "0.3"));
      assertThat(
              total(
                  RatingRule.lines(
                      terms(prices, List.of(new VolumeTier(above, discount)), "0", 5), more)))
          .isGreaterThanOrEqualTo(base);
      assertThat(
              total(
                  RatingRule.lines(
                      terms(prices, List.of(new VolumeTier(above / 2, discount)), "0", 5), usage)))
          .isLessThanOrEqualTo(base);
      assertThat(
              total(
                  RatingRule.lines(
                      terms(
                          prices, List.of(new VolumeTier(above, (discount + 10_000) / 2)), "0", 5),
                      usage)))
          .isLessThanOrEqualTo(base);
    }
  }

  /** Free and discounted shares of odd amounts leave nothing over: all free costs exactly zero. */
  @Test
  void nothingIsLostByRounding() {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      List<ModelPrice> prices = List.of(randomPrice(random, "tiny"), randomPrice(random, "large"));
      List<MeteredUsage> usage = randomUsage(random);
      long queries = usage.stream().mapToLong(MeteredUsage::queries).sum();
      Amount full = total(RatingRule.lines(terms(prices, List.of(), "0", 0), usage));

      assertThat(total(RatingRule.lines(terms(prices, List.of(), "0", queries), usage)).isZero())
          .isTrue();
      long free = random.nextLong(queries + 1);
      List<RatedLine> part = RatingRule.lines(terms(prices, List.of(), "0", free), usage);
      List<RatedLine> rest =
          RatingRule.lines(
              terms(prices, List.of(new VolumeTier(0, 0), new VolumeTier(free, 10_000)), "0", 0),
              usage);
      assertThat(total(part).plus(total(rest))).isEqualTo(full);
      assertThat(part.stream().allMatch(line -> !line.amount().isNegative() || isFree(line)))
          .isTrue();
    }
  }

  @Test
  void termsThatCannotBeMeantAreRefused() {
    assertThatThrownBy(() -> price("tiny", "-1")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> price(" ", "1")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> new VolumeTier(0, 10_001)).isInstanceOf(Refusal.class);
    assertThatThrownBy(
            () ->
                new ModelPrice(
                    "tiny", null, new Amount(Asset.KEEPER, BigInteger.ONE), null, List.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("12 decimals");
    assertThatThrownBy(
            () -> terms(List.of(price("tiny", "1"), price("tiny", "2")), List.of(), "0", 0))
        .hasMessageContaining("two prices");
    assertThatThrownBy(
            () -> terms(List.of(), List.of(new VolumeTier(9, 1), new VolumeTier(8, 2)), "0", 0))
        .hasMessageContaining("ascending");
    assertThatThrownBy(() -> terms(List.of(), List.of(), "-1", 0)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> usage("tiny", 0, "0")).isInstanceOf(Refusal.class);
  }

  private static boolean isFree(RatedLine line) {
    return line.description().equals("Free queries");
  }

  private static ModelPrice randomPrice(Random random, String model) {
    return new ModelPrice(
        model,
        Amount.keeper(new BigInteger(60, random)),
        random.nextBoolean() ? Amount.keeper(million(random)) : null,
        random.nextBoolean() ? Amount.keeper(million(random)) : null,
        List.of());
  }

  private static BigInteger million(Random random) {
    return new BigInteger(50, random).multiply(BigInteger.valueOf(1_000_000));
  }

  /** Of two priced models and one of the fee table. */
  private static List<MeteredUsage> randomUsage(Random random) {
    List<MeteredUsage> usage = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(8); i++) {
      String model = List.of("tiny", "large", "unknown").get(random.nextInt(3));
      usage.add(
          new MeteredUsage(
              random.nextBoolean() ? "Search" : null,
              model,
              1 + random.nextInt(200),
              random.nextInt(100_000),
              random.nextInt(100_000),
              Amount.keeper(new BigInteger(62, random))));
    }
    return usage;
  }

  private static PlanTerms terms(
      List<ModelPrice> prices, List<VolumeTier> tiers, String minimum, long free) {
    return new PlanTerms(prices, tiers, keeper(minimum), free);
  }

  private static ModelPrice price(String model, String perQuery) {
    return new ModelPrice(model, keeper(perQuery), null, null, List.of());
  }

  private static MeteredUsage usage(String model, long queries, String fees) {
    return new MeteredUsage("Default", model, queries, 0, 0, keeper(fees));
  }

  private static Amount total(List<RatedLine> lines) {
    return lines.stream().map(RatedLine::amount).reduce(NOTHING, Amount::plus);
  }

  private static Amount keeper(@Nullable String decimal) {
    return Amount.parse(Asset.KEEPER, String.valueOf(decimal));
  }
}
