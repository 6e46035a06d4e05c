package ngo.zoo.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import ngo.zoo.ledger.RecordEvidence;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.junit.jupiter.api.Test;

class EvidenceRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final String HASH = "ab".repeat(32);
  private static final RecordEvidence FINE = measured(1250, 400, 2100, 400, 5000, 6250);

  @Test
  void aSoundMeasurementHasNoFault() {
    assertThat(EvidenceRules.faults(FINE, 3, NOW)).isEmpty();
    assertThat(EvidenceRules.faults(measured(-100, -300, 50, 1, 5000, 4901), 3, NOW)).isEmpty();
    assertThat(EvidenceRules.faults(measured(0, 0, 0, 1, 0, 0), 3, NOW)).isEmpty();
  }

  @Test
  void everyFaultIsNamedByItsField() {
    assertFault("trials", measured(1250, 400, 2100, 0, 5000, 6250));
    assertFault("effect_bp", measured(1250, 1300, 2100, 9, 5000, 6250));
    assertFault("effect_bp", measured(1250, 400, 1200, 9, 5000, 6250));
    assertFault("effect_bp", measured(1250, 400, 2100, 9, 5000, 6300));
    assertFault("low_bp", measured(1250, -10_001, 2100, 9, 5000, 6250));
    assertFault("baseline_bp", measured(1250, 400, 2100, 9, -1, 1249));
    assertFault("treated_bp", measured(1250, 400, 2100, 9, 9000, 10_250));
    assertFault("model", with("  ", 1, "tasks", HASH, "1", NOW));
    assertFault("model", with("a\u200bb", 1, "tasks", HASH, "1", NOW));
    assertFault("library_version", with("m", 4, "tasks", HASH, "1", NOW));
    assertFault("library_version", with("m", 0, "tasks", HASH, "1", NOW));
    assertFault("tasks", with("m", 1, "x".repeat(201), HASH, "1", NOW));
    assertFault("tasks_hash", with("m", 1, "tasks", HASH.toUpperCase(Locale.ROOT), "1", NOW));
    assertFault("cost", with("m", 1, "tasks", HASH, "-1", NOW));
    assertFault("measured_at", with("m", 1, "tasks", HASH, "1", NOW.plusMillis(1)));
  }

  @Test
  void theLeafHoldsEveryFigureAndTheWording() {
    UUID id = new UUID(1, 2);
    String json =
        CanonicalJson.of(
            new EvidenceRecord(id, new UUID(3, 4), HASH, FINE, new UUID(5, 6), NOW).json());

    assertThat(json)
        .isEqualTo(
            "{\"baseline_bp\":5000,\"cost\":{\"asset\":\"KEEPER\",\"value\":\"2.5\"},"
                + "\"effect_bp\":1250,\"experience\":\"00000000-0000-0003-0000-000000000004\","
                + "\"h\":\""
                + HASH
                + "\",\"high_bp\":2100,\"id\":\"00000000-0000-0001-0000-000000000002\","
                + "\"library_version\":2,\"low_bp\":400,"
                + "\"measured_at\":\"2026-11-21T10:00:00.000Z\",\"model\":\"zoo-keeper-tiny\","
                + "\"recorded_at\":\"2026-11-21T10:00:00.000Z\","
                + "\"recorded_by\":\"00000000-0000-0005-0000-000000000006\","
                + "\"schema\":\"zoo/evidence/1\",\"tasks\":\"keeper.signs/held-out\","
                + "\"tasks_hash\":\""
                + HASH
                + "\",\"treated_bp\":6250,\"trials\":400}");
  }

  private static void assertFault(String field, RecordEvidence evidence) {
    assertThat(EvidenceRules.faults(evidence, 3, NOW)).containsKey(field);
  }

  private static RecordEvidence measured(
      int effect, int low, int high, int trials, int baseline, int treated) {
    return new RecordEvidence(
        effect,
        low,
        high,
        trials,
        baseline,
        treated,
        "zoo-keeper-tiny",
        2,
        "keeper.signs/held-out",
        HASH,
        Amount.parse(Asset.KEEPER, "2.5"),
        NOW);
  }

  private static RecordEvidence with(
      String model, int version, String tasks, String hash, String cost, Instant measuredAt) {
    return new RecordEvidence(
        1250,
        400,
        2100,
        400,
        5000,
        6250,
        model,
        version,
        tasks,
        hash,
        Amount.parse(Asset.KEEPER, cost),
        measuredAt);
  }
}
