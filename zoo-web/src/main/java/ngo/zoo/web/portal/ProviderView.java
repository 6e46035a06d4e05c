package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import ngo.zoo.rewards.StakeRole;
import ngo.zoo.rewards.service.Staking;
import ngo.zoo.routing.Enrolment;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.service.Enrolments;
import ngo.zoo.routing.service.NodeStakes;
import ngo.zoo.routing.service.Nodes;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** The reader's own nodes on their way to be asked, and the line that starts a new one. */
@Named
@ViewScoped
public class ProviderView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Nodes service;
  @Inject NodeStakes stakes;
  @Inject Staking staking;
  @Inject Enrolments enrolments;
  @Inject Me me;
  @Inject Texts texts;
  @Inject Refusals refusals;

  private transient @Nullable List<NodeView> nodes;
  private transient @Nullable Enrolment enrolment;

  /** Reads everything anew at the next look. */
  public void refresh() {
    nodes = null;
  }

  private List<NodeView> own() {
    if (nodes == null) {
      nodes = service.nodes().stream().filter(node -> node.ownerId().equals(me.getId())).toList();
    }
    return nodes;
  }

  /** Without those retired or long out of service. */
  public List<NodeView> getNodes() {
    Instant now = Instant.now();
    return own().stream().filter(node -> !NodesView.isGone(node, now)).toList();
  }

  /** How many are retired or long out of service. */
  public int getGone() {
    return own().size() - getNodes().size();
  }

  /** A line for one new node; its code is shown once and works for a day. */
  public void enrol() {
    try {
      enrolment = enrolments.issue(me.caller().orElseThrow());
    } catch (Refusal refusal) {
      refusals.show(refusal, "provider");
    }
  }

  /** Copied. */
  public void forget() {
    enrolment = null;
  }

  /** Null until it is asked for and once it was copied. */
  public @Nullable Enrolment getEnrolment() {
    return enrolment;
  }

  /** What has to be locked behind a node before it is chosen. */
  public Amount getMinimum() {
    return staking.minimum(StakeRole.INFERENCE_NODE);
  }

  public boolean isStaked(NodeView node) {
    return "OPERATOR".equals(node.role()) || stakes.eligible().contains(node.id());
  }

  /** The steps of a node, each done, under way, failed or still to come. */
  public List<NodeSteps.Step> steps(NodeView node) {
    return NodeSteps.of(node, isStaked(node));
  }

  /** What is wrong and what to do about it; empty when nothing is. */
  public String advice(NodeView node) {
    if (node.state() == NodeState.HEALTHY) {
      return isStaked(node) ? "" : texts.of("provider.advice.stake");
    }
    return texts.of("provider.advice." + node.state());
  }

  /** Whether something moves by itself, so that the page looks again every few seconds. */
  public boolean isWatching() {
    return enrolment != null
        || getNodes().stream().anyMatch(node -> !node.state().answers() && !node.state().isOff());
  }
}
