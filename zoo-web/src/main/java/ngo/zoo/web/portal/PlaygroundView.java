package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.routing.service.Nodes;
import ngo.zoo.routing.service.Queries;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/** What the playground offers to choose from; its script asks the API itself and streams. */
@Named
@RequestScoped
public class PlaygroundView {
  @Inject Queries queries;
  @Inject Libraries libraries;
  @Inject Nodes nodes;
  @Inject Parameters parameters;

  /** Those a node can answer now first, because the form offers the first. */
  public List<String> getModels() {
    Set<String> up =
        nodes.nodes().stream()
            .filter(node -> node.state().answers())
            .flatMap(node -> node.models().stream())
            .collect(Collectors.toSet());
    return queries.models().stream()
        .sorted(Comparator.comparing(model -> !up.contains(model)))
        .toList();
  }

  /** The fullest first, because the form offers the first. */
  public List<LibraryView> getLibraries() {
    return libraries.libraries().stream()
        .sorted(Comparator.comparingInt(LibraryView::size).reversed())
        .toList();
  }

  /** False when no node that answers questions is well. */
  public boolean isAnyNodeHealthy() {
    return nodes.nodes().stream()
        .anyMatch(node -> node.state().answers() && "PROVIDER".equals(node.role()));
  }

  public Amount getFee() {
    return parameters.amount(Parameter.FEE_KEEPER_TINY);
  }
}
