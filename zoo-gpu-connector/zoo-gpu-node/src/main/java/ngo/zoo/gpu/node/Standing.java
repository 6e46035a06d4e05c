package ngo.zoo.gpu.node;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * How the operator sees this node.
 *
 * @param token what its connector presents; empty in the answer to a heartbeat
 * @param missing what keeps questions from the node, and what to do
 */
record Standing(
    String id, String name, String token, String state, String reason, List<String> missing) {
  /** Before the operator has answered. */
  static final Standing UNKNOWN = new Standing("", "", "", "unknown", "", List.of());

  static Standing of(JsonObject json) {
    return new Standing(
        json.getString("id"),
        json.getString("name", ""),
        json.getString("token", ""),
        json.getString("state"),
        json.getString("reason", ""),
        json.getOrDefault("missing", JsonValue.EMPTY_JSON_ARRAY)
            .asJsonArray()
            .getValuesAs(JsonString::getString));
  }

  /** Whether it is worth a line in the log after this one. */
  boolean differsFrom(Standing earlier) {
    return !state.equals(earlier.state) || !missing.equals(earlier.missing);
  }

  /** In a line. */
  String words() {
    String why = reason.isEmpty() ? "" : " (" + reason + ")";
    return missing.isEmpty()
        ? state + why + ": nothing is missing, questions can come"
        : state + why + ". Missing: " + String.join("; ", missing);
  }
}
