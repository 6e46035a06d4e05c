package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.shared.Refusal;

/** Names of nodes and the models they serve, read at most once a second: every question asks. */
@ApplicationScoped
public class NodeCatalogue {
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  /** Names nobody serves must not be a way to have the books read without end. */
  private static final long ANEW = Duration.ofMillis(50).toNanos();

  private record Known(List<String> models, Map<UUID, String> names, long readAt) {
    boolean isFresh() {
      return System.nanoTime() - readAt < FRESH;
    }
  }

  @Inject private NodeStore nodes;

  private volatile Known known = new Known(List.of(), Map.of(), System.nanoTime() - 2 * FRESH);

  /** Every model some node has answered with, by name. */
  public List<String> models() {
    return fresh().models;
  }

  /**
   * @throws Refusal {@code node-not-found}
   */
  public String name(UUID node) {
    String name = fresh().names.get(node);
    return name == null
        ? nodes.node(node).orElseThrow(() -> Refusal.notFound("node", node)).name()
        : name;
  }

  /** A model that is not there is looked for again, so that a new one can be asked at once. */
  public boolean serves(String model) {
    return fresh().models.contains(model) || read(true).models.contains(model);
  }

  private Known fresh() {
    Known now = known;
    return now.isFresh() ? now : read(false);
  }

  private synchronized Known read(boolean anew) {
    if (System.nanoTime() - known.readAt >= (anew ? ANEW : FRESH)) {
      long at = System.nanoTime();
      known =
          new Known(
              nodes.models(),
              nodes.all().stream()
                  .collect(
                      Collectors.toUnmodifiableMap(
                          Node::id, node -> Objects.requireNonNull(node.name()))),
              at);
    }
    return known;
  }
}
