package ngo.zoo.web.api.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ngo.zoo.billing.PlanTerms;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.JsonFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Terms as the API document shows them are read as they are meant. */
class GivenTermsTest {
  @Test
  void theExampleIsReadWhole() {
    PlanTerms terms = read(GivenTerms.EXAMPLE);

    PlanTerms.ModelPrice price = terms.prices().getFirst();
    assertThat(price.model()).isEqualTo("zoo-keeper-tiny");
    assertThat(price.perQuery()).isEqualTo(keeper("0.008"));
    assertThat(price.perMillionInput()).isNull();
    assertThat(price.perMillionOutput()).isEqualTo(keeper("2"));
    assertThat(price.tiers()).containsExactly(new PlanTerms.PriceTier(10_000, keeper("0.006")));
    assertThat(terms.tiers()).containsExactly(new PlanTerms.VolumeTier(50_000, 1000));
    assertThat(terms.minimum()).isEqualTo(keeper("50"));
    assertThat(terms.freeQueries()).isEqualTo(100);
  }

  @Test
  void nothingGivenIsTheFeeTable() {
    assertThat(read("{}")).isEqualTo(PlanTerms.FEE_TABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prices\": [{\"per_query\": {\"value\": \"1\"}}]}",
        "{\"prices\": [{\"model\": \"a\", \"per_query\": {\"value\": \"1e3\"}}]}",
        "{\"prices\": [{\"model\": \"a\", \"per_query\": {\"value\": \"1\", \"asset\": \"USD\"}}]}",
        "{\"prices\": [{\"model\": \"a\", \"per_query\": {\"value\": \"1\", \"asset\": \"X\"}}]}",
        "{\"tiers\": [{\"above\": 5}]}",
        "{\"minimum\": {}}",
        "{\"free_queries\": -1}"
      })
  void whatCannotBeMeantIsRefused(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(Refusal.class);
  }

  private static PlanTerms read(String json) {
    return JsonFormat.JSONB.fromJson(json, GivenTerms.class).read();
  }

  private static Amount keeper(String decimal) {
    return Amount.parse(Asset.KEEPER, decimal);
  }
}
