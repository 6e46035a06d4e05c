package ngo.zoo.billing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import ngo.zoo.billing.BudgetDraft;
import ngo.zoo.billing.BudgetPeriod;
import ngo.zoo.billing.UsageQuery;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Scope;
import org.junit.jupiter.api.Test;

class BudgetRulesTest {
  @Test
  void windowsStartAtMidnightUtc() {
    Instant now = Instant.parse("2026-12-31T23:59:59Z");
    Instant day = BudgetPeriod.DAY.start(now);
    Instant month = BudgetPeriod.MONTH.start(now);

    assertThat(day).isEqualTo("2026-12-31T00:00:00Z");
    assertThat(BudgetPeriod.DAY.end(day)).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(month).isEqualTo("2026-12-01T00:00:00Z");
    assertThat(BudgetPeriod.MONTH.end(month)).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(BudgetPeriod.HOUR.end(BudgetPeriod.HOUR.start(now))).isAfter(now);
    assertThat(BudgetPeriod.WEEK.start(Instant.parse("2026-11-22T23:59:59Z")))
        .isEqualTo("2026-11-16T00:00:00Z");
    assertThat(BudgetPeriod.WEEK.start(Instant.parse("2026-11-23T00:00:00Z")))
        .isEqualTo("2026-11-23T00:00:00Z");
    assertThat(BudgetPeriod.WEEK.end(Instant.parse("2026-12-28T00:00:00Z")))
        .isEqualTo("2027-01-04T00:00:00Z");
    assertThat(BudgetPeriod.HOUR.start(Instant.parse("2026-11-22T23:59:59Z")))
        .isEqualTo("2026-11-22T23:00:00Z");
    assertThat(BudgetPeriod.TOTAL.start(now)).isEqualTo(Instant.EPOCH);
    assertThat(BudgetPeriod.TOTAL.end(Instant.EPOCH)).isNull();
  }

  @Test
  void alertsComeAtEachThresholdOnce() {
    assertThat(reached(49, 0)).isEmpty();
    assertThat(reached(50, 0)).containsExactly(50);
    assertThat(reached(79, 50)).isEmpty();
    assertThat(reached(85, 0)).containsExactly(50, 80);
    assertThat(reached(100, 80)).containsExactly(100);
    assertThat(reached(120, 100)).isEmpty();
  }

  @Test
  void aHardBudgetWithoutRoomForAnotherQueryIsUsedUp() {
    assertThat(AlertRule.reached(units(98), units(3), units(100), true, 80)).containsExactly(100);
    assertThat(AlertRule.reached(units(97), units(3), units(100), true, 80)).isEmpty();
    assertThat(AlertRule.reached(units(98), units(3), units(100), false, 80)).isEmpty();
  }

  @Test
  void limitsArePositiveKeeper() {
    for (Amount wrong : List.of(Amount.keeper(units(0)), new Amount(Asset.USD, units(5)))) {
      assertThatThrownBy(() -> new BudgetDraft(null, null, BudgetPeriod.DAY, wrong, true))
          .isInstanceOf(Refusal.class);
    }
  }

  @Test
  void aRangeOfDaysHasAtLeastOne() {
    LocalDate day = LocalDate.parse("2026-01-01");
    assertThatThrownBy(() -> new UsageQuery(day, day, Set.of())).isInstanceOf(Refusal.class);
    assertThat(UsageQuery.month(Instant.parse("2026-02-28T12:00:00Z")).end())
        .isEqualTo("2026-03-01T00:00:00Z");
  }

  @Test
  void scopesAreReadAndWritten() {
    assertThat(Scope.text(Scope.parse("usage:read  models:read")))
        .isEqualTo("models:read usage:read");
    assertThatThrownBy(() -> Scope.parse("usage:write"))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.fields()).containsKey("scopes"));
  }

  @Test
  void csvCellsAreQuotedAndNeverFormulas() {
    assertThat(Csv.line("a", null, 7, "b,\"c\"", "=1+1", -3))
        .isEqualTo("a,,7,\"b,\"\"c\"\"\",'=1+1,-3\r\n");
  }

  private static List<Integer> reached(long spent, int alerted) {
    return AlertRule.reached(units(spent), units(1), units(100), false, alerted);
  }

  private static BigInteger units(long units) {
    return BigInteger.valueOf(units);
  }
}
