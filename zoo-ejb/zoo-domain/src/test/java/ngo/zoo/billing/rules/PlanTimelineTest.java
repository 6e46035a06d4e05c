package ngo.zoo.billing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.PlanAssignment;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.billing.PlanVersion;
import ngo.zoo.billing.rules.PlanTimeline.Part;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.junit.jupiter.api.Test;

class PlanTimelineTest {
  private static final UUID FIRST = new UUID(0, 1);
  private static final UUID SCALE = new UUID(0, 2);
  private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");

  @Test
  void beforeAnyAssignmentItIsTheFirstPlan() {
    PlanTimeline timeline = timeline(List.of());

    assertThat(timeline.at(JANUARY).title()).isEqualTo("First v1");
    assertThat(timeline.parts(JANUARY, FEBRUARY)).hasSize(1);
  }

  @Test
  void aPeriodIsCutWhereAnotherVersionBegins() {
    PlanTimeline timeline = timeline(List.of(assigned(SCALE, "2026-01-11T00:00:00Z")));

    List<Part> parts = timeline.parts(JANUARY, FEBRUARY);

    assertThat(parts)
        .extracting(part -> part.version().title())
        .containsExactly("First v1", "Scale v1", "Scale v2");
    assertThat(parts)
        .extracting(Part::from)
        .containsExactly(
            JANUARY, Instant.parse("2026-01-11T00:00:00Z"), Instant.parse("2026-01-21T12:00:00Z"));
    assertThat(parts.getLast().to()).isEqualTo(FEBRUARY);
    assertThat(parts.get(1).terms().freeQueries()).isEqualTo(3100L * 21 / 62);
    assertThat(parts.get(1).terms().minimum()).isEqualTo(keeper("10.5"));
  }

  @Test
  void aCutWithoutAChangeIsNone() {
    PlanTimeline timeline =
        timeline(
            List.of(
                assigned(SCALE, "2025-12-01T00:00:00Z"), assigned(SCALE, "2026-01-05T00:00:00Z")));

    assertThat(timeline.parts(JANUARY, Instant.parse("2026-01-21T12:00:00Z")))
        .singleElement()
        .satisfies(part -> assertThat(part.terms().minimum()).isEqualTo(keeper("31")));
  }

  @Test
  void whatBeginsWithThePeriodHoldsForAllOfIt() {
    PlanTimeline timeline = timeline(List.of(assigned(SCALE, JANUARY.toString())));

    assertThat(timeline.parts(JANUARY, Instant.parse("2026-01-02T00:00:00Z")))
        .extracting(part -> part.version().title())
        .containsExactly("Scale v1");
  }

  private static PlanTimeline timeline(List<PlanAssignment> assignments) {
    PlanTerms scale = new PlanTerms(List.of(), List.of(), keeper("31"), 3100);
    return new PlanTimeline(
        FIRST,
        assignments,
        List.of(
            version(FIRST, "First", 1, "1970-01-01T00:00:00Z", PlanTerms.FEE_TABLE),
            version(SCALE, "Scale", 1, "2025-01-01T00:00:00Z", scale),
            version(SCALE, "Scale", 2, "2026-01-21T12:00:00Z", scale)));
  }

  private static PlanVersion version(
      UUID plan, String name, int number, String from, PlanTerms terms) {
    UUID id = new UUID(plan.getLeastSignificantBits(), number);
    return new PlanVersion(id, plan, name, number, Instant.parse(from), terms);
  }

  private static PlanAssignment assigned(UUID plan, String from) {
    Instant start = Instant.parse(from);
    return new PlanAssignment(new UUID(1, start.toEpochMilli()), plan, "", start, start, "sam");
  }

  private static Amount keeper(String decimal) {
    return Amount.parse(Asset.KEEPER, decimal);
  }
}
