package ngo.zoo.web.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ngo.zoo.billing.PlanTerms;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTextTest {
  @Test
  void linesArePrices() {
    PlanTerms terms =
        TermsText.read(
            "zoo-keeper-tiny 0.008 1.5 6 10000:0.006 50000:0.004\n\n large - - 20 ",
            "50000:10 100000:12.5%",
            "50",
            "100",
            true,
            "round-robin",
            "5000");

    PlanTerms.ModelPrice tiny = terms.prices().getFirst();
    assertThat(tiny.perQuery()).isEqualTo(keeper("0.008"));
    assertThat(tiny.perMillionOutput()).isEqualTo(keeper("6"));
    assertThat(TermsText.tiers(tiny)).isEqualTo("from 10,001: 0.006; from 50,001: 0.004");
    assertThat(terms.prices().getLast().perQuery()).isNull();
    assertThat(terms.prices().getLast().perMillionOutput()).isEqualTo(keeper("20"));
    assertThat(terms.tiers().getLast().discountBp()).isEqualTo(1250);
    assertThat(terms.minimum()).isEqualTo(keeper("50"));
    assertThat(terms.freeQueries()).isEqualTo(100);
    assertThat(terms.durableReceipts()).isTrue();
    assertThat(terms.strategy()).isEqualTo("round-robin");
    assertThat(terms.questionsPerHour()).isEqualTo(5000);
  }

  @Test
  void nothingWrittenIsTheFeeTable() {
    assertThat(TermsText.read("", " ", "", "", false, "", " ")).isEqualTo(PlanTerms.FEE_TABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "tiny x,,,,,prices",
    "tiny 1 - - 5,,,,,prices",
    "tiny 1 - - a:1,,,,,prices",
    ",5,,,,tiers",
    ",5:200,,,,tiers",
    ",5:0.001,,,,tiers",
    ",,x,,,minimum",
    ",,,1.5,,free",
    ",,,,-1,rate",
    ",,,,1000000001,rate"
  })
  void whatIsNotUnderstoodIsNamedBesideItsField(
      String prices, String tiers, String minimum, String free, String rate, String field) {
    assertThatThrownBy(
            () ->
                TermsText.read(
                    text(prices), text(tiers), text(minimum), text(free), false, "", text(rate)))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.fields()).containsKey(field));
  }

  private static String text(@org.jspecify.annotations.Nullable String cell) {
    return cell == null ? "" : cell;
  }

  private static Amount keeper(String decimal) {
    return Amount.parse(Asset.KEEPER, decimal);
  }
}
