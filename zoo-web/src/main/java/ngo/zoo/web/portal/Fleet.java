package ngo.zoo.web.portal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ngo.zoo.routing.BackendTerms;
import ngo.zoo.routing.NodePriceView;
import ngo.zoo.routing.NodeView;
import ngo.zoo.shared.Amount;

/**
 * What all nodes together can do now.
 *
 * @param eligible those that are chosen as far as stake goes; the operator's own are among them
 */
record Fleet(List<NodeView> nodes, Set<UUID> eligible) {

  /** Whether a question finds a node. */
  boolean answers() {
    return asked().findAny().isPresent();
  }

  /** Whether a text finds a node that embeds it. */
  boolean embeds() {
    return nodes.stream().anyMatch(node -> embeds(node) && node.state().answers());
  }

  /** Models that can be asked now. */
  Set<String> models() {
    return asked().flatMap(node -> node.models().stream()).collect(Collectors.toUnmodifiableSet());
  }

  /** What the cheapest node asks that a question about this model finds. */
  Optional<Amount> lowest(String model) {
    return asked()
        .flatMap(node -> node.prices().stream())
        .filter(price -> price.model().equals(model))
        .map(NodePriceView::price)
        .min(Comparator.naturalOrder());
  }

  /**
   * The operator's own Zoo node alone computes embeddings, and answers no questions; other servers
   * of the operator, which seal nothing, do.
   */
  static boolean embeds(NodeView node) {
    return "OPERATOR".equals(node.role()) && BackendTerms.ZOO_KIND.equals(node.kind());
  }

  private Stream<NodeView> asked() {
    return nodes.stream()
        .filter(node -> !embeds(node) && node.state().answers())
        .filter(node -> eligible.contains(node.id()));
  }
}
