package ngo.zoo.routing.service;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.UUID;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.rules.Considered;
import ngo.zoo.routing.rules.Considered.Verdict;
import ngo.zoo.routing.rules.NodeDecision;

/**
 * A decision as it is kept: one row for each node, in the order id, verdict, detail, in flight,
 * slots, milliseconds, success, stake, rank.
 *
 * @param unnamed nodes that were considered and are not named
 */
record DecisionJson(
    Strategy strategy,
    UUID chosen,
    String note,
    int attempt,
    List<Considered> nodes,
    int unnamed) {
  static String write(Inferred inferred) {
    NodeDecision decision = inferred.decision();
    JsonArrayBuilder rows = Json.createArrayBuilder();
    decision.recorded().forEach(one -> rows.add(row(one)));
    return Json.createObjectBuilder()
        .add("strategy", decision.strategy().name())
        .add("chosen", inferred.nodeId().toString())
        .add("note", decision.note())
        .add("attempt", inferred.attempt())
        .add("nodes", rows)
        .add("unnamed", decision.nodes().size() - decision.recorded().size())
        .build()
        .toString();
  }

  private static JsonArrayBuilder row(Considered one) {
    return Json.createArrayBuilder()
        .add(one.node().toString())
        .add(one.verdict().name())
        .add(one.detail())
        .add(one.inFlight())
        .add(one.slots())
        .add(rounded(one.meanMillis(), 1))
        .add(rounded(one.success(), 4))
        .add(one.stake().toString())
        .add(one.rank());
  }

  private static BigDecimal rounded(double figure, int decimals) {
    return BigDecimal.valueOf(figure).setScale(decimals, RoundingMode.HALF_EVEN);
  }

  static DecisionJson read(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      JsonObject json = reader.readObject();
      return new DecisionJson(
          Strategy.valueOf(json.getString("strategy")),
          UUID.fromString(json.getString("chosen")),
          json.getString("note"),
          json.getInt("attempt"),
          json.getJsonArray("nodes").stream()
              .map(row -> considered(row.asJsonArray()))
              .toList(),
          json.getInt("unnamed"));
    }
  }

  private static Considered considered(JsonArray row) {
    return new Considered(
        UUID.fromString(row.getString(0)),
        Verdict.valueOf(row.getString(1)),
        row.getString(2),
        row.getInt(3),
        row.getInt(4),
        row.getJsonNumber(5).doubleValue(),
        row.getJsonNumber(6).doubleValue(),
        new BigInteger(row.getString(7)),
        row.getInt(8));
  }
}
