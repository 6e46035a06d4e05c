package ngo.zoo.routing.rules;

import static ngo.zoo.routing.NodeState.BANNED;
import static ngo.zoo.routing.NodeState.DISCOVERED;
import static ngo.zoo.routing.NodeState.DRAINED;
import static ngo.zoo.routing.NodeState.DRAINING;
import static ngo.zoo.routing.NodeState.EJECTED;
import static ngo.zoo.routing.NodeState.HEALTHY;

import java.util.EnumSet;
import java.util.Set;
import ngo.zoo.routing.NodeAction;
import ngo.zoo.routing.NodeCause;
import ngo.zoo.routing.NodeState;
import ngo.zoo.shared.Refusal;

/**
 * What persons may have done to a node. Its owner drains and resumes it and has it measured; staff
 * besides ejects it, and bans it, which its owner cannot undo.
 */
public final class NodeActions {
  private static final int LONGEST_REASON = 400;
  private static final Set<NodeAction> OF_STAFF = EnumSet.of(NodeAction.EJECT, NodeAction.BAN);

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
      case DRAIN -> !now.isOff() && now != DRAINING;
      case RESUME -> now.isOff() || now == DRAINING;
      case BENCHMARK, LOAD -> now.answers() || now == DISCOVERED;
      case EJECT -> NodeLife.leads(now, EJECTED);
      case BAN -> NodeLife.leads(now, BANNED);
    };
  }

  /**
   * @param by {@link NodeCause#OWNER}, {@link NodeCause#STAFF}, or {@link NodeCause#NODE} for what
   *     the node itself asks
   * @throws Refusal {@code role-missing}; {@code node-state} (409)
   */
  public static void check(NodeState now, NodeAction action, NodeCause by) {
    if (by != NodeCause.STAFF && isForStaff(now, action)) {
      throw Refusal.forbidden(
          "role-missing",
          now == BANNED
              ? "This node is banned: only staff lets it back"
              : "Only staff ejects and bans nodes");
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
          new NodeStep(now == DRAINING ? HEALTHY : DISCOVERED, or(reason, "resumed as asked"), by);
      case EJECT -> new NodeStep(EJECTED, reason, by);
      case BAN -> new NodeStep(BANNED, reason, by);
      case BENCHMARK, LOAD -> throw new IllegalArgumentException("its result says where it leads");
    };
  }

  private static String or(String reason, String usual) {
    return reason.isEmpty() ? usual : reason;
  }

  /**
   * @return the reason without surrounding blanks
   * @throws Refusal {@code reason-missing} where the node's owner must be told why; {@code
   *     reason-too-long}
   */
  public static String reason(NodeAction action, String given) {
    String reason = given.strip();
    if (reason.isEmpty() && OF_STAFF.contains(action)) {
      throw Refusal.field("reason-missing", "reason", "Say why: the node’s owner reads it");
    }
    if (reason.length() > LONGEST_REASON || reason.indexOf('\0') >= 0) {
      throw Refusal.field(
          "reason-too-long", "reason", "reason has at most " + LONGEST_REASON + " characters");
    }
    return reason;
  }
}
