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
import ngo.zoo.shared.FreshReading;
import ngo.zoo.shared.KeptFresh;
import ngo.zoo.shared.Refusal;

/** Names of nodes and the models they serve, read at most once a second: every question asks. */
@ApplicationScoped
public class NodeCatalogue implements KeptFresh {
  /** Names nobody serves must not be a way to have the books read without end. */
  private static final Duration ANEW = Duration.ofMillis(50);

  private record Known(List<String> models, Map<UUID, String> names) {}

  @Inject private NodeStore nodes;

  private final FreshReading<Known> known = FreshReading.of(this::read, Duration.ofSeconds(1));

  /** Every model some node has answered with, by name. */
  public List<String> models() {
    return known.get().models;
  }

  /**
   * @throws Refusal {@code node-not-found}
   */
  public String name(UUID node) {
    String name = known.get().names.get(node);
    return name == null
        ? nodes.node(node).orElseThrow(() -> Refusal.notFound("node", node)).name()
        : name;
  }

  /** A model that is not there is looked for again, so that a new one can be asked at once. */
  public boolean serves(String model) {
    return known.get().models.contains(model) || known.get(ANEW).models.contains(model);
  }

  @Override
  public void keepFresh() {
    known.keepFresh();
  }

  private Known read() {
    return new Known(
        nodes.models(),
        nodes.all().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Node::id, node -> Objects.requireNonNull(node.name()))));
  }
}
