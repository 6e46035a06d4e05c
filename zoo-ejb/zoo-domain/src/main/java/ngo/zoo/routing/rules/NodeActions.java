package ngo.zoo.routing.rules;

import static ngo.zoo.routing.NodeState.BANNED;
import static ngo.zoo.routing.NodeState.DISCOVERED;
import static ngo.zoo.routing.NodeState.DRAINED;
import static ngo.zoo.routing.NodeState.DRAINING;
import static ngo.zoo.routing.NodeState.EJECTED;
import static ngo.zoo.routing.NodeState.HEALTHY;
import static ngo.zoo.routing.NodeState.RETIRED;
import static ngo.zoo.routing.NodeState.RETIRING;

import java.util.EnumSet;
import java.util.Set;
import ngo.zoo.routing.NodeAction;
import ngo.zoo.routing.NodeCause;
import ngo.zoo.routing.NodeState;
import ngo.zoo.shared.Refusal;

/**
 * What persons may have done to a node. Its owner drains, resumes and retires it and has it
 * measured; staff besides ejects it, and bans it, which its owner cannot undo.
 */
public final class NodeActions {
  private static final int LONGEST_REASON = 400;
  private static final Set<NodeAction> OF_STAFF = EnumSet.of(NodeAction.EJECT, NodeAction.BAN);
  private static final Set<NodeAction> REASONED =
      EnumSet.of(NodeAction.RETIRE, NodeAction.EJECT, NodeAction.BAN);

  private NodeActions() {}

  /** What would not be refused. */
  public static Set<NodeAction> open(NodeState now, boolean owner, boolean staff) {
    Set<NodeAction> open = EnumSet.noneOf(NodeAction.class);
    if (owner || staff) {
      for (NodeAction action : NodeAction.values()) {
        if ((staff || !isForStaff(now, action)) && isPossible(now, action)) {
          open.add(action);
        }
      }
    }
    return open;
  }

  private static boolean isForStaff(NodeState now, NodeAction action) {
    return OF_STAFF.contains(action) || now == BANNED;
  }

  private static boolean isPossible(NodeState now, NodeAction action) {
    return switch (action) {
      case DRAIN -> !now.isOff() && !isLeaving(now);
      case RESUME -> now.isOff() || isLeaving(now);
      case RETIRE -> now != RETIRING && NodeLife.leads(now, retired(now));
      case BENCHMARK, LOAD -> now.answers() || now == DISCOVERED;
      case EJECT -> NodeLife.leads(now, EJECTED);
      case BAN -> NodeLife.leads(now, BANNED);
    };
  }

  private static boolean isRetired(NodeState now) {
    return now == RETIRING || now == RETIRED;
  }

  private static boolean isLeaving(NodeState now) {
    return now == DRAINING || now == RETIRING;
  }

  /** What may still be at work is not retired at once. */
  private static NodeState retired(NodeState now) {
    return now.answers() || now == DRAINING ? RETIRING : RETIRED;
  }

  /**
   * @param by {@link NodeCause#OWNER}, {@link NodeCause#STAFF}, or {@link NodeCause#NODE} for what
   *     the node itself asks
   * @throws Refusal {@code role-missing}; {@code node-retired}, {@code node-state} (409)
   */
  public static void check(NodeState now, NodeAction action, NodeCause by) {
    if (by != NodeCause.STAFF && isForStaff(now, action)) {
      throw Refusal.forbidden(
          "role-missing",
          now == BANNED
              ? "This node is banned: only staff lets it back"
              : "Only staff ejects and bans nodes");
    }
    if (by == NodeCause.NODE && action == NodeAction.RESUME && isRetired(now)) {
      throw Refusal.conflict(
          "node-retired",
          "This node was retired: its owner or staff resumes it, not who has its key");
    }
    if (!isPossible(now, action)) {
      throw Refusal.conflict(
          "node-state",
          "A node that is %s cannot be asked to %s"
              .formatted(NodeLife.word(now), action.name().toLowerCase(java.util.Locale.ROOT)));
    }
  }

  /**
   * Where the action leads; none for {@link NodeAction#BENCHMARK} and {@link NodeAction#LOAD},
   * which their result decides.
   *
   * @throws Refusal as {@link #check}
   */
  public static NodeStep step(NodeState now, NodeAction action, NodeCause by, String reason) {
    check(now, action, by);
    return switch (action) {
      case DRAIN ->
          new NodeStep(now.answers() ? DRAINING : DRAINED, or(reason, "drained as asked"), by);
      case RESUME ->
          new NodeStep(isLeaving(now) ? HEALTHY : DISCOVERED, or(reason, "resumed as asked"), by);
      case RETIRE -> new NodeStep(retired(now), reason, by);
      case EJECT -> new NodeStep(EJECTED, reason, by);
      case BAN -> new NodeStep(BANNED, reason, by);
      case BENCHMARK, LOAD -> throw new IllegalArgumentException("its result says where it leads");
    };
  }

  /** Whether it is done only with a reason, for the node's history. */
  public static boolean isReasonNeeded(NodeAction action) {
    return REASONED.contains(action);
  }

  private static String or(String reason, String usual) {
    return reason.isEmpty() ? usual : reason;
  }

  /**
   * @return the reason without surrounding blanks
   * @throws Refusal {@code reason-missing} for what a node does not easily come back from; {@code
   *     reason-too-long}
   */
  public static String reason(NodeAction action, String given) {
    String reason = given.strip();
    if (reason.isEmpty() && isReasonNeeded(action)) {
      throw Refusal.field("reason-missing", "reason", "Say why: it stands in the node’s history");
    }
    if (reason.length() > LONGEST_REASON || reason.indexOf('\0') >= 0) {
      throw Refusal.field(
          "reason-too-long", "reason", "reason has at most " + LONGEST_REASON + " characters");
    }
    return reason;
  }
}
