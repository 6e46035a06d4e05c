package ngo.zoo.ledger.rules;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import ngo.zoo.ledger.RecordEvidence;

/**
 * What the log commits to for a measured effect, so that it cannot be changed unnoticed. The
 * experience stands with its leaf data: the figures are those of this wording and no other.
 *
 * @param leafData of the experience, hex
 */
public record EvidenceRecord(
    UUID id,
    UUID experienceId,
    String leafData,
    RecordEvidence measured,
    UUID recordedBy,
    Instant recordedAt) {
  public static final String SCHEMA = "zoo/evidence/1";

  /** The object whose canonical JSON is the leaf; the log adds {@code type}. */
  public Map<String, ?> json() {
    Map<String, Object> json = new TreeMap<>(figures());
    json.put("schema", SCHEMA);
    json.put("id", id.toString());
    json.put("experience", experienceId.toString());
    json.put("h", leafData);
    json.put("recorded_by", recordedBy.toString());
    json.put("recorded_at", CommittedTime.of(recordedAt));
    return json;
  }

  private Map<String, Object> figures() {
    Map<String, Object> json = new TreeMap<>();
    json.put("effect_bp", (long) measured.effectBasisPoints());
    json.put("low_bp", (long) measured.lowBasisPoints());
    json.put("high_bp", (long) measured.highBasisPoints());
    json.put("trials", (long) measured.trials());
    json.put("baseline_bp", (long) measured.baselineBasisPoints());
    json.put("treated_bp", (long) measured.treatedBasisPoints());
    json.put("model", measured.model());
    json.put("library_version", (long) measured.libraryVersion());
    json.put("tasks", measured.tasks());
    json.put("tasks_hash", measured.tasksHash());
    json.put(
        "cost",
        Map.of("value", measured.cost().decimal(), "asset", measured.cost().asset().name()));
    json.put("measured_at", CommittedTime.of(measured.measuredAt()));
    return json;
  }
}
