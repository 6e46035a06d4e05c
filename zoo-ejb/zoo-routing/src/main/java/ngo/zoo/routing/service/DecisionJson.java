package ngo.zoo.routing.service;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.rules.Considered;
import ngo.zoo.routing.rules.Considered.Verdict;
import ngo.zoo.routing.rules.NodeDecision;
import ngo.zoo.shared.JsonOut;

/**
 * A decision as it is kept: one row for each node, in the order id, verdict, detail, in flight,
 * slots, milliseconds, success, stake, rank, price; rows from before nodes had a price end before
 * it.
 *
 * @param unnamed nodes that were considered and are not named
 */
record DecisionJson(
    Strategy strategy, UUID chosen, String note, int attempt, List<Considered> nodes, int unnamed) {
  private static final int PRICE = 9;

  static String write(Inferred inferred) {
    NodeDecision decision = inferred.decision();
    List<Considered> recorded = decision.recorded();
    JsonOut json =
        new JsonOut()
            .open('{')
            .member("strategy", decision.strategy().name())
            .member("chosen", inferred.nodeId().toString())
            .member("note", decision.note())
            .member("attempt", inferred.attempt())
            .name("nodes")
            .open('[');
    recorded.forEach(one -> row(json, one));
    return json.close(']')
        .member("unnamed", decision.nodes().size() - recorded.size())
        .close('}')
        .toString();
  }

  private static void row(JsonOut json, Considered one) {
    json.open('[')
        .text(one.node().toString())
        .text(one.verdict().name())
        .text(one.detail())
        .number(one.inFlight())
        .number(one.slots())
        .number(Math.round(one.meanMillis() * 10) / 10.0)
        .number(Math.round(one.success() * 10_000) / 10_000.0)
        .text(one.stake().toString())
        .number(one.rank())
        .text(String.valueOf(one.price()))
        .close(']');
  }

  static DecisionJson read(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      JsonObject json = reader.readObject();
      return new DecisionJson(
          Strategy.valueOf(json.getString("strategy")),
          UUID.fromString(json.getString("chosen")),
          json.getString("note"),
          json.getInt("attempt"),
          json.getJsonArray("nodes").stream().map(row -> considered(row.asJsonArray())).toList(),
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
        row.getInt(8),
        row.size() > PRICE ? new BigInteger(row.getString(PRICE)) : null);
  }
}
