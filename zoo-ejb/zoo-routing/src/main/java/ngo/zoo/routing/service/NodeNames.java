package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.shared.Refusal;

/** Finds nodes that askers call by name or id. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class NodeNames {
  @Inject private NodeStore nodes;

  /**
   * @throws Refusal {@code node-unknown} naming the option, for a node nobody registered
   */
  public WantedNodes of(QuestionOptions options) {
    return new WantedNodes(
        options.only().isEmpty() ? null : ids("zoo.only", options.only()),
        ids("zoo.ignore", options.ignore()));
  }

  private Set<UUID> ids(String field, Set<String> names) {
    return names.stream().map(name -> id(field, name)).collect(Collectors.toUnmodifiableSet());
  }

  private UUID id(String field, String name) {
    return nodes
        .named(name)
        .map(Node::id)
        .or(() -> NodeNames.parsed(name).flatMap(nodes::node).map(Node::id))
        .orElseThrow(
            () ->
                Refusal.field(
                    "node-unknown",
                    field,
                    field + " names " + name + ", and there is no such node"));
  }

  private static Optional<UUID> parsed(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}
