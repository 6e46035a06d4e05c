package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.persistence.routing.NodeBenchmarks;
import ngo.zoo.persistence.routing.NodeHistory;
import ngo.zoo.persistence.routing.NodeMinutes;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.routing.BenchmarkView;
import ngo.zoo.routing.NodeAction;
import ngo.zoo.routing.NodeCause;
import ngo.zoo.routing.NodeChangeView;
import ngo.zoo.routing.NodeMinute;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.rules.NodeActions;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/** What people do with nodes, and what became of them. */
@Stateless
public class NodeLives {
  private static final Duration KEPT = Duration.ofDays(7);

  @Inject private NodeStore nodes;
  @Inject private NodeHistory history;
  @Inject private NodeBenchmarks benchmarks;
  @Inject private NodeMinutes minutes;
  @Inject private Admissions admissions;
  @Inject private NodeWeights weights;
  @EJB private Nodes registry;
  @EJB private NodeSteps steps;

  /** What this caller may have done to the node now; what is not among it would be refused. */
  public Set<NodeAction> actions(Caller caller, NodeView node) {
    boolean owner = isOwner(caller, node.id(), node.ownerId());
    Set<NodeAction> open = NodeActions.open(node.state(), owner, caller.has(Role.STAFF));
    if (!"ZOO".equals(node.kind())) {
      open.removeAll(EnumSet.of(NodeAction.BENCHMARK, NodeAction.LOAD));
    }
    return open;
  }

  /** In person, or the node itself by its key. */
  private static boolean isOwner(Caller caller, UUID node, UUID owner) {
    return switch (caller.kind()) {
      case PERSON -> caller.id().equals(owner);
      case NODE -> caller.id().equals(node);
      default -> false;
    };
  }

  /**
   * Has it done.
   *
   * @param reason in the caller's words, for the history; needed to retire, to eject and to ban
   * @throws Refusal {@code node-not-found}; {@code node-of-another} (403) but for its owner and
   *     staff, {@code role-missing} for what only staff may do; {@code node-state} (409) when the
   *     node's state does not allow it; {@code node-unreachable}, {@code already-measuring}, {@code
   *     node-busy} (409) where it was to be measured and was not, {@code node-refuses} (409) with
   *     its words where it cannot load its weights; {@code reason-missing}, {@code reason-too-long}
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public NodeView act(Caller caller, UUID id, NodeAction action, String reason) {
    Node node = nodes.node(id).orElseThrow(() -> Refusal.notFound("node", id));
    NodeCause by = cause(caller, node);
    NodeActions.check(node.state(), action, by);
    String words = NodeActions.reason(action, reason);
    if (action == NodeAction.BENCHMARK || action == NodeAction.LOAD) {
      requireSealing(node);
      if (action == NodeAction.LOAD) {
        weights.load(id);
      }
      admissions.measure(id);
    } else {
      UUID person = caller.kind() == Caller.Kind.PERSON ? caller.id() : null;
      steps.take(id, person, now -> Optional.of(NodeActions.step(now.state(), action, by, words)));
    }
    return registry.node(id);
  }

  private static NodeCause cause(Caller caller, Node node) {
    if (caller.has(Role.STAFF)) {
      return NodeCause.STAFF;
    }
    if (!isOwner(caller, node.id(), node.ownerId())) {
      throw Refusal.forbidden("node-of-another", "Only a node’s owner and staff do that");
    }
    return caller.kind() == Caller.Kind.NODE ? NodeCause.NODE : NodeCause.OWNER;
  }

  private static void requireSealing(Node node) {
    if (!node.backend().seals()) {
      throw Refusal.conflict(
          "node-state", "The operator’s own server seals nothing, so it is not measured");
    }
  }

  /**
   * Every step of a node's life, newest first.
   *
   * @throws Refusal {@code node-not-found}
   */
  public Page<NodeChangeView> history(UUID id, PageRequest request) {
    require(id);
    return history.page(id, request);
  }

  /**
   * Its benchmarks, newest first.
   *
   * @throws Refusal {@code node-not-found}
   */
  public Page<BenchmarkView> benchmarks(UUID id, PageRequest request) {
    require(id);
    return benchmarks.page(id, request);
  }

  /**
   * Its requests minute by minute, oldest first; minutes without requests are left out.
   *
   * @param back how far, at most seven days
   * @throws Refusal {@code node-not-found}; {@code load-period}
   */
  public List<NodeMinute> load(UUID id, Duration back) {
    if (!back.isPositive() || back.compareTo(KEPT) > 0) {
      throw Refusal.field("load-period", "back", "back is a period of at most P7D, such as PT1H");
    }
    require(id);
    return minutes.since(id, Instant.now().minus(back));
  }

  private void require(UUID id) {
    if (nodes.node(id).isEmpty()) {
      throw Refusal.notFound("node", id);
    }
  }
}
