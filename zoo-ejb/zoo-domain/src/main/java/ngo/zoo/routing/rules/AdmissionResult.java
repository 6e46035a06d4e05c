package ngo.zoo.routing.rules;

import java.util.Locale;

/**
 * How a node did, by the operator's clock.
 *
 * @param trouble what went wrong at the first question that was not answered; empty when all were
 * @param known of the questions, those with a known answer
 * @param oneModel whether all answers were sealed over the same weights
 * @param memoryMib as the node states; 0 when it does not
 * @param neededMib by the catalogue; 0 when unknown
 */
public record AdmissionResult(
    int questions,
    int answered,
    String trouble,
    int known,
    int right,
    boolean oneModel,
    int tokens,
    double tokensPerSecond,
    double firstTokenMillis,
    double answerMillis,
    int memoryMib,
    int neededMib) {
  /**
   * Why the node is not admitted; empty when it is. Half of the known answers suffice: the
   * benchmark finds nodes that do not read what they are given, and checking finds those that
   * cheat.
   */
  public String against(NodeThresholds thresholds) {
    if (neededMib > 0 && memoryMib > 0 && neededMib > memoryMib) {
      return "its models need %d MiB and it has %d".formatted(neededMib, memoryMib);
    }
    if (answered < questions) {
      return "%d of %d questions answered; then: %s".formatted(answered, questions, trouble);
    }
    if (!oneModel) {
      return "its answers were sealed over different weights";
    }
    if (2 * right < known) {
      return "only %d of %d answers with a known result were right".formatted(right, known);
    }
    if (tokensPerSecond < thresholds.tokensPerSecond()) {
      return String.format(
          Locale.ROOT,
          "%.1f tokens per second, and %d are the least",
          tokensPerSecond,
          thresholds.tokensPerSecond());
    }
    return firstTokenMillis > thresholds.slowest().toMillis()
        ? String.format(
            Locale.ROOT,
            "the first piece of an answer takes %.1f s, and %d s are the most",
            firstTokenMillis / 1000,
            thresholds.slowest().toSeconds())
        : "";
  }

  /** In a line. */
  public String figures() {
    return String.format(
        Locale.ROOT,
        "%d of %d questions, %.0f tokens per second, first piece after %.0f ms",
        answered,
        questions,
        tokensPerSecond,
        firstTokenMillis);
  }
}
