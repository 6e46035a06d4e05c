package ngo.zoo.ledger.rules;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import ngo.zoo.ledger.RecordEvidence;

/** What a measured effect must be to be recorded; each fault by the field it is in. */
public final class EvidenceRules {
  private static final int WHOLE = 10_000;
  private static final int MOST_TRIALS = 10_000_000;
  private static final int LONGEST = 200;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private EvidenceRules() {}

  /**
   * @param head the newest version of the experience's library, 0 when it has none
   * @return field to what is wrong with it; empty when it may be recorded
   */
  public static Map<String, String> faults(RecordEvidence evidence, int head, Instant now) {
    Map<String, String> faults = new LinkedHashMap<>();
    figures(evidence, faults);
    origin(evidence, head, faults);
    if (evidence.measuredAt().isAfter(now)) {
      faults.put("measured_at", "measured_at lies in the future.");
    }
    if (evidence.cost().isNegative()) {
      faults.put("cost", "A cost is zero or more.");
    }
    return faults;
  }

  private static void figures(RecordEvidence evidence, Map<String, String> faults) {
    if (evidence.trials() < 1 || evidence.trials() > MOST_TRIALS) {
      faults.put("trials", "trials is 1 to 10000000.");
    }
    rate("baseline_bp", evidence.baselineBasisPoints(), faults);
    rate("treated_bp", evidence.treatedBasisPoints(), faults);
    if (evidence.lowBasisPoints() < -WHOLE || evidence.highBasisPoints() > WHOLE) {
      faults.put("low_bp", "The interval lies between -10000 and 10000.");
    }
    int effect = evidence.effectBasisPoints();
    if (effect < evidence.lowBasisPoints() || effect > evidence.highBasisPoints()) {
      faults.put("effect_bp", "The interval from low_bp to high_bp holds effect_bp.");
    } else if (!isDifference(evidence)) {
      faults.put("effect_bp", "effect_bp is treated_bp less baseline_bp.");
    }
  }

  /** One basis point may go astray when the two rates are rounded. */
  private static boolean isDifference(RecordEvidence evidence) {
    int difference = evidence.treatedBasisPoints() - evidence.baselineBasisPoints();
    return Math.abs(difference - evidence.effectBasisPoints()) <= 1;
  }

  private static void rate(String field, int value, Map<String, String> faults) {
    if (value < 0 || value > WHOLE) {
      faults.put(field, field + " is 0 to 10000.");
    }
  }

  private static void origin(RecordEvidence evidence, int head, Map<String, String> faults) {
    word("model", evidence.model(), faults);
    word("tasks", evidence.tasks(), faults);
    if (!HASH.matcher(evidence.tasksHash()).matches()) {
      faults.put("tasks_hash", "tasks_hash is a SHA-256 in 64 lower-case hex digits.");
    }
    if (evidence.libraryVersion() < 1 || evidence.libraryVersion() > head) {
      faults.put(
          "library_version", "The library has no version " + evidence.libraryVersion() + ".");
    }
  }

  private static void word(String field, String text, Map<String, String> faults) {
    if (text.isBlank()
        || text.length() > LONGEST
        || Characters.firstForbidden(text, false).isPresent()) {
      faults.put(field, field + " is a name of at most 200 characters.");
    }
  }
}
