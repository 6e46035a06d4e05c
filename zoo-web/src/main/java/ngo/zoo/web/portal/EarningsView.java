package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import ngo.zoo.rewards.EarningView;
import ngo.zoo.rewards.service.Fees;
import ngo.zoo.rewards.service.Stakes;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.service.Nodes;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import org.jspecify.annotations.Nullable;

/** What final answers paid to the reader, and to the nodes the reader runs. */
@Named
@ViewScoped
public class EarningsView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Fees fees;
  @Inject Stakes stakes;
  @Inject Nodes nodes;
  @Inject Me me;

  private @Nullable PageModel<EarningView> rows;
  private @Nullable List<NodeView> own;

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  public PageModel<EarningView> getRows() {
    if (rows == null) {
      rows = new PageModel<>(request -> fees.earnings(reader().id(), request));
    }
    return rows;
  }

  public Amount getEarned() {
    return fees.earned(reader().id());
  }

  public Amount getLocked() {
    return stakes.locked(reader().id());
  }

  public List<NodeView> getNodes() {
    if (own == null) {
      own = nodes.nodes().stream().filter(node -> node.ownerId().equals(reader().id())).toList();
    }
    return own;
  }

  public Amount getEarnedByNodes() {
    return getNodes().stream()
        .map(NodeView::earned)
        .reduce(Amount.zero(Asset.KEEPER), Amount::plus);
  }
}
