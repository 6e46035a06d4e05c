package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import ngo.zoo.governance.ProposalStatus;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.service.Proposals;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.persistence.log.LogReader;
import ngo.zoo.persistence.log.LogStatus;
import ngo.zoo.persistence.outbox.StuckEvents;
import ngo.zoo.rewards.service.Fees;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.service.Nodes;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** Home: live figures for everybody, and what needs the reader now. */
@Named
@RequestScoped
public class HomeView {
  private static final int SHOWN = 5;

  @Inject Me me;
  @Inject Libraries libraryService;
  @Inject Experiences experiences;
  @Inject Proposals proposals;
  @Inject Nodes nodes;
  @Inject LogReader log;
  @Inject Fees fees;
  @Inject StuckEvents stuckEvents;

  private @Nullable Page<ProposalView> open;
  private @Nullable List<NodeView> nodeList;
  private @Nullable List<LibraryView> libraries;
  private @Nullable LogStatus status;
  private @Nullable List<ProposalView> ballotsDue;

  public List<LibraryView> getLibraries() {
    libraries = libraries == null ? libraryService.libraries() : libraries;
    return libraries;
  }

  public long getAdopted() {
    return experiences.page(null, ExperienceStatus.ADOPTED, PageRequest.first(1)).total();
  }

  /** Votes that are open, newest first; the first few of them. */
  public Page<ProposalView> getOpen() {
    open =
        open == null ? proposals.page(null, ProposalStatus.ACTIVE, PageRequest.first(SHOWN)) : open;
    return open;
  }

  /** Open votes in which the reader has power and no ballot yet. */
  public List<ProposalView> getBallotsDue() {
    if (ballotsDue == null) {
      ballotsDue = me.caller().map(this::dueFor).orElse(List.of());
    }
    return ballotsDue;
  }

  private List<ProposalView> dueFor(Caller caller) {
    return getOpen().items().stream()
        .filter(proposal -> proposals.ballotOf(caller.id(), proposal.id()) == null)
        .filter(proposal -> !proposals.powerOf(caller.id(), proposal.id()).isZero())
        .toList();
  }

  public Amount getEarned() {
    return me.caller().map(c -> fees.earned(c.id())).orElse(Amount.zero(Asset.KEEPER));
  }

  /** How many events wait for staff; 0 for everybody else. */
  public long getStuck() {
    return me.isStaff()
        ? stuckEvents.page(me.caller().orElseThrow(), PageRequest.first(1)).total()
        : 0;
  }

  public List<NodeView> getNodes() {
    nodeList = nodeList == null ? inUse() : nodeList;
    return nodeList;
  }

  private List<NodeView> inUse() {
    return nodes.nodes().stream().filter(node -> node.state() != NodeState.RETIRED).toList();
  }

  public long getHealthy() {
    return getNodes().stream().filter(node -> node.state().answers()).count();
  }

  public LogStatus getLog() {
    status = status == null ? log.status() : status;
    return status;
  }
}
