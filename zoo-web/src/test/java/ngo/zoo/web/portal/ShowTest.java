package ngo.zoo.web.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Parameter;
import org.junit.jupiter.api.Test;

class ShowTest {
  private static final UUID ID = new UUID(1, 2);
  private final Show show = new Show();

  private static Amount keeper(String decimal) {
    return Amount.parse(Asset.KEEPER, decimal);
  }

  @Test
  void writesAmountsInFullWithGroupMarks() {
    assertThat(show.amount(keeper("100000"))).isEqualTo("100,000 KEEPER");
    assertThat(show.amount(Amount.keeper(BigInteger.ONE))).isEqualTo("0.000000000000000001 KEEPER");
    assertThat(show.amount(keeper("1234567.050"))).isEqualTo("1,234,567.05 KEEPER");
    assertThat(show.amount(Amount.parse(Asset.USD, "1234.5"))).isEqualTo("1,234.50 USD");
    assertThat(show.amount(null)).isEmpty();
  }

  @Test
  void givesMovementsTheirSign() {
    assertThat(show.movement(keeper("0.004"))).isEqualTo("+0.004 KEEPER");
    assertThat(show.movement(keeper("-0.01"))).isEqualTo("-0.01 KEEPER");
    assertThat(show.movement(keeper("0"))).isEqualTo("0 KEEPER");
  }

  @Test
  void writesBasisPointsAsPerCent() {
    assertThat(show.percent(6600)).isEqualTo("66 %");
    assertThat(show.percent(6666)).isEqualTo("66.66 %");
    assertThat(show.percent(0)).isEqualTo("0 %");
    assertThat(show.percent(10_000)).isEqualTo("100 %");
  }

  @Test
  void writesGovernedValuesForTheEye() {
    assertThat(show.governed(Parameter.VOTING_PERIOD, "P7D")).isEqualTo("7 days");
    assertThat(show.governed(Parameter.DISPUTE_WINDOW, "PT1H")).isEqualTo("1 hour");
    assertThat(show.governed(Parameter.DISPUTE_WINDOW, "PT90S")).isEqualTo("1 min 30 s");
    assertThat(show.governed(Parameter.DISPUTE_WINDOW, "PT60S")).isEqualTo("1 min");
    assertThat(show.governed(Parameter.DISPUTE_WINDOW, "PT20S")).isEqualTo("20 s");
    assertThat(show.governed(Parameter.APPROVAL, "6600")).isEqualTo("66 %");
    assertThat(show.governed(Parameter.RELEVANCE_FLOOR, "7200")).isEqualTo("0.72");
    assertThat(show.governed(Parameter.PROPOSAL_STAKE, "1000")).isEqualTo("1,000 KEEPER");
    assertThat(show.governed(Parameter.EXPERIENCE_WORDS, "32")).isEqualTo("32");
    assertThat(show.governed(null, "")).isEmpty();
  }

  @Test
  void writesTheTwoLargestUnitsOfADuration() {
    assertThat(show.duration(Duration.ofHours(167))).isEqualTo("6 d 23 h");
    assertThat(show.duration(Duration.ofMinutes(59).plusSeconds(3))).isEqualTo("59 min 3 s");
    assertThat(show.duration(Duration.ofMinutes(61))).isEqualTo("1 h 1 min");
    assertThat(show.duration(Duration.ofSeconds(-5))).isEqualTo("0 min 0 s");
  }

  @Test
  void saysThatTimesAreUtc() {
    assertThat(show.when(Instant.parse("2026-11-21T10:34:43.120Z")))
        .isEqualTo("21 Nov 2026, 10:34 UTC");
  }

  @Test
  void shortensHashesAndLeavesShortTextsAlone() {
    assertThat(show.brief("9c1185a5f9e9fc54612808977ee8f548")).isEqualTo("9c1185a5…e8f548");
    assertThat(show.brief("petra-1")).isEqualTo("petra-1");
  }

  @Test
  void addsUpThePostingsOfAnEntryPerAsset() {
    EntryView balanced = entry(posting("0.01"), posting("-0.006"), posting("-0.004"));
    EntryView wrong = entry(posting("0.01"), posting("-0.009"));
    assertThat(show.sum(balanced)).isEqualTo("0 KEEPER");
    assertThat(show.sum(wrong)).isEqualTo("0.001 KEEPER");
  }

  private static EntryView entry(EntryView.PostingView... postings) {
    return new EntryView(ID, CauseKind.RECEIPT, ID, "split", Instant.EPOCH, List.of(postings));
  }

  private static EntryView.PostingView posting(String decimal) {
    return new EntryView.PostingView(AccountKind.MEMBER, ID, "maya", keeper(decimal), keeper("1"));
  }
}
