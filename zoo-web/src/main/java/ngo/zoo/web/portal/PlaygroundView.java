package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
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

  public List<String> getModels() {
    return queries.models();
  }

  public List<LibraryView> getLibraries() {
    return libraries.libraries();
  }

  public boolean isAnyNodeHealthy() {
    return nodes.nodes().stream().anyMatch(node -> "HEALTHY".equals(node.state()));
  }

  public Amount getFee() {
    return parameters.amount(Parameter.FEE_KEEPER_TINY);
  }
}
