package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.service.Nodes;
import org.jspecify.annotations.Nullable;

/** All nodes and how they are. */
@Named
@RequestScoped
public class NodesView {
  @Inject Nodes service;

  private @Nullable List<NodeView> nodes;

  public List<NodeView> getNodes() {
    nodes = nodes == null ? service.nodes() : nodes;
    return nodes;
  }

  /** False when nobody can answer a question. */
  public boolean isAnswering() {
    return getNodes().stream()
        .anyMatch(node -> "HEALTHY".equals(node.state()) && !node.models().isEmpty());
  }

  /** False when no operator's node can embed, so that new experiences wait. */
  public boolean isEmbedding() {
    return getNodes().stream()
        .anyMatch(node -> "HEALTHY".equals(node.state()) && "OPERATOR".equals(node.role()));
  }
}
