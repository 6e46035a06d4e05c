package ngo.zoo.persistence.billing;

import static ngo.zoo.persistence.billing.Partner.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.PlanAssignment;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.billing.PlanTerms.ModelPrice;
import ngo.zoo.billing.PlanTerms.PriceTier;
import ngo.zoo.billing.PlanTerms.VolumeTier;
import ngo.zoo.billing.PlanVersion;
import ngo.zoo.billing.PlanView;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.SqlFailure;
import org.junit.jupiter.api.Test;

class PlanStoreTest {
  private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
  private static final PlanTerms TERMS =
      new PlanTerms(
          List.of(
              new ModelPrice(
                  "tiny",
                  units(7),
                  null,
                  units(5_000_000),
                  List.of(new PriceTier(100, units(6)), new PriceTier(1000, units(0)))),
              new ModelPrice("large", null, units(2_000_000), null, List.of())),
          List.of(new VolumeTier(50, 1250)),
          units(Long.MAX_VALUE),
          12);

  private final Database database = new Database();
  private final PlanStore plans = new PlanStore(database);
  private final UUID acme = Partner.in(database).organisation();

  @Test
  void withoutAnAssignmentItIsTheFeeTable() {
    PlanVersion present = plans.timeline(acme).at(JANUARY);

    assertThat(present.title()).isEqualTo("Pay per query v1");
    assertThat(present.terms()).isEqualTo(PlanTerms.FEE_TABLE);
    assertThat(plans.organisationsOf(PlanStore.PAY_PER_QUERY, JANUARY)).contains(acme);
  }

  @Test
  void termsComeBackAsTheyWereGiven() {
    UUID plan = made("Scale");

    assertThat(plans.versions(plan))
        .singleElement()
        .satisfies(version -> assertThat(version.terms()).isEqualTo(TERMS));
    assertThat(plans.add("Scale " + acme, true, JANUARY)).isEmpty();
  }

  @Test
  void anAssignmentHoldsUntilTheNextOneBegins() {
    UUID scale = made("Scale");
    UUID other = made("Other");
    assertThat(plans.assign(acme, scale, JANUARY, JANUARY, "sam")).isPresent();
    assertThat(plans.assign(acme, other, JANUARY, JANUARY, "sam")).isEmpty();
    assertThat(plans.assign(acme, other, MARCH, JANUARY, "sam")).isPresent();

    assertThat(plans.timeline(acme).at(MARCH.minusMillis(1)).planId()).isEqualTo(scale);
    assertThat(plans.timeline(acme).at(MARCH).planId()).isEqualTo(other);
    assertThat(plans.assignments(acme))
        .extracting(PlanAssignment::planId)
        .containsExactly(other, scale);
    assertThat(plans.organisationsOf(scale, JANUARY)).containsExactly(acme);
    assertThat(plans.organisationsOf(scale, MARCH)).isEmpty();
    assertThat(plans.plans(MARCH))
        .filteredOn(plan -> plan.id().equals(other))
        .singleElement()
        .extracting(PlanView::organisations)
        .isEqualTo(1L);
  }

  @Test
  void strategyAndRateOfThePlanInForceAreFound() {
    UUID swift =
        database.inTransaction(
            () -> {
              UUID plan = plans.add("Swift " + acme, false, JANUARY).orElseThrow();
              plans.addVersion(
                  plan,
                  1,
                  JANUARY,
                  new PlanTerms(List.of(), List.of(), units(0), 0, false, "round-robin", 900));
              return plan;
            });
    assertThat(plans.versions(swift).getFirst().terms().strategy()).isEqualTo("round-robin");
    assertThat(plans.strategies(JANUARY)).doesNotContainKey(acme);
    plans.assign(acme, swift, JANUARY, JANUARY, "sam");
    plans.assign(acme, made("Scale"), MARCH, JANUARY, "sam");

    assertThat(plans.strategies(JANUARY)).containsEntry(acme, "round-robin");
    assertThat(plans.strategies(MARCH)).doesNotContainKey(acme);
    assertThat(plans.rates(JANUARY)).containsEntry(acme, 900);
    assertThat(plans.rates(MARCH)).doesNotContainKey(acme);
  }

  /** Whoever holds the application's role cannot rewrite what a period cost. */
  @Test
  void versionsAndAssignmentsAreNeverChanged() {
    UUID plan = made("Scale");
    plans.assign(acme, plan, JANUARY, JANUARY, "sam");
    Sql sql = new Sql(database);

    assertThatThrownBy(
            () -> sql.update("update plan_version set terms = '{}' where plan_id = ?", plan))
        .isInstanceOf(SqlFailure.class);
    assertThatThrownBy(
            () ->
                sql.update(
                    "update plan_assignment set valid_from = ? where plan_id = ?", MARCH, plan))
        .isInstanceOf(SqlFailure.class);
    assertThatThrownBy(() -> sql.update("delete from plan_assignment where plan_id = ?", plan))
        .isInstanceOf(SqlFailure.class);
  }

  private UUID made(String name) {
    return database.inTransaction(
        () -> {
          UUID plan = plans.add(name + " " + acme, false, JANUARY).orElseThrow();
          assertThat(plans.lock(plan)).isTrue();
          plans.addVersion(plan, 1, JANUARY, TERMS);
          return plan;
        });
  }
}
