package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.routing.BenchmarkView;
import ngo.zoo.routing.NodeAction;
import ngo.zoo.routing.NodeChangeView;
import ngo.zoo.routing.NodeMinute;
import ngo.zoo.routing.NodeView;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;

/** What people do with nodes, and what became of them. */
@Stateless
public class NodeLives {
  /** What this caller may have done to the node now; what is not among it would be refused. */
  public Set<NodeAction> actions(Caller caller, NodeView node) {
    throw new UnsupportedOperationException();
  }

  /**
   * Has it done.
   *
   * @param reason in the caller's words, for the history; needed to eject and to ban
   * @throws Refusal {@code node-not-found}; {@code node-of-another} (403) but for its owner and
   *     staff, {@code role-missing} for what only staff may do; {@code node-state} (409) when the
   *     node's state does not allow it; {@code reason-missing}, {@code reason-too-long}
   */
  public NodeView act(Caller caller, UUID id, NodeAction action, String reason) {
    throw new UnsupportedOperationException();
  }

  /**
   * Every step of a node's life, newest first.
   *
   * @throws Refusal {@code node-not-found}
   */
  public Page<NodeChangeView> history(UUID id, PageRequest request) {
    throw new UnsupportedOperationException();
  }

  /**
   * Its benchmarks, newest first.
   *
   * @throws Refusal {@code node-not-found}
   */
  public Page<BenchmarkView> benchmarks(UUID id, PageRequest request) {
    throw new UnsupportedOperationException();
  }

  /**
   * Its requests minute by minute, oldest first; minutes without requests are left out.
   *
   * @param back how far, at most seven days
   * @throws Refusal {@code node-not-found}; {@code load-period}
   */
  public List<NodeMinute> load(UUID id, Duration back) {
    throw new UnsupportedOperationException();
  }
}
