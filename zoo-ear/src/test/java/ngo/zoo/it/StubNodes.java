package ngo.zoo.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Stub nodes of one model, each registered for an owner of its own, staked and answering. */
final class StubNodes implements AutoCloseable {
  private static final Zoo ZOO = Zoo.shared();

  final String model;
  final List<StubNode> all;

  /**
   * @param owners one per node
   */
  StubNodes(String name, String model, String... owners) throws IOException {
    this.model = model;
    List<StubNode> nodes = new ArrayList<>();
    for (String owner : owners) {
      nodes.add(join(name + "-" + owner, model, owner));
    }
    all = List.copyOf(nodes);
    all.forEach(StubNodes::awaitHealth);
  }

  private static StubNode join(String name, String model, String owner) throws IOException {
    StubNode node = new StubNode(name, model);
    String member = ZOO.get(owner, "/api/v1/me").expect(200).json().getString("id");
    node.id =
        ZOO.post("sam", "/api/v1/nodes", node.registration(member, 8))
            .expect(201)
            .json()
            .getString("id");
    JsonObject stake =
        Json.createObjectBuilder()
            .add("role", "inference-node")
            .add("node_id", node.id)
            .add("amount", Json.createObjectBuilder().add("value", "2000").add("asset", "KEEPER"))
            .build();
    ZOO.post(owner, "/api/v1/stakes", stake).expect(201);
    return node;
  }

  /** Until it is asked and answers; one that was thrown out for what it did is let back. */
  static void awaitHealth(StubNode node) {
    ZOO.eventually(
        node.name + " answers",
        () -> {
          if (seen(node).getString("state").equals("ejected")) {
            String reason = "{\"reason\": \"It is mended.\"}";
            ZOO.post("sam", "/api/v1/nodes/" + node.id + "/resume", reason);
          }
          JsonObject question = node.only("Well?");
          return ZOO.post(Zoo.PARTNER, "/v1/chat/completions", question).status() == 200;
        });
  }

  /** The node as the API shows it. */
  static JsonObject seen(StubNode node) {
    return ZOO.get(Zoo.NOBODY, "/api/v1/nodes/" + node.id).expect(200).json();
  }

  Stream<StubNode> stream() {
    return all.stream();
  }

  StubNode get(int i) {
    return all.get(i);
  }

  /** What stands behind it now. */
  static BigDecimal stake(String owner, StubNode node) {
    return ZOO
        .get(owner, "/api/v1/stakes")
        .expect(200)
        .items()
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(stake -> stake.getString("node_id", "").equals(node.id))
        .map(stake -> new BigDecimal(stake.getJsonObject("locked").getString("value")))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Override
  public void close() {
    all.forEach(StubNode::close);
  }
}
