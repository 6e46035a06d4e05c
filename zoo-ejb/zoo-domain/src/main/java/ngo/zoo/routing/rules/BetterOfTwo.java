package ngo.zoo.routing.rules;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.routing.rules.Considered.Verdict;
import ngo.zoo.routing.rules.NodeSelection.Pick;
import org.jspecify.annotations.Nullable;

/**
 * The power of two choices (Mitzenmacher, 2001): two drawn at random, and the one that will likely
 * be done first: moving average of latency × (requests in flight + 1) / success. Always taking the
 * best would send everybody to one node until its figures are new again.
 *
 * <p>Two that differ by less than half are equals: noise decides nothing. A node nobody has tried
 * is tried, one request at a time. Now and then the worse one of two is taken, so that no figure
 * grows old.
 */
final class BetterOfTwo {
  private static final double EQUAL = 1.5;
  private static final int WORSE_ONE_IN = 64;

  private BetterOfTwo() {}

  static Pick pick(List<NodeSnapshot> eligible, Draw draw) {
    NodeSnapshot untried = untried(eligible);
    if (untried != null) {
      String note = eligible.size() == 1 ? "" : "tried first, because nothing is known of it";
      return Pick.of(untried, note);
    }
    return eligible.size() == 1 ? Pick.of(eligible.getFirst(), "") : ofTwo(eligible, draw);
  }

  private static @Nullable NodeSnapshot untried(List<NodeSnapshot> eligible) {
    NodeSnapshot first = null;
    for (NodeSnapshot node : eligible) {
      boolean untried = node.isUntried() && node.inFlight() == 0;
      if (untried && (first == null || NodeSelection.IN_TURN.compare(node, first) < 0)) {
        first = node;
      }
    }
    return first;
  }

  private static Pick ofTwo(List<NodeSnapshot> eligible, Draw draw) {
    int first = draw.below("first", eligible.size());
    int second = draw.below("second", eligible.size() - 1);
    NodeSnapshot one = eligible.get(first);
    NodeSnapshot other = eligible.get(second < first ? second : second + 1);
    NodeSnapshot better = better(one, other, slowest(eligible));
    NodeSnapshot worse = better == one ? other : one;
    Map<UUID, Verdict> others = NodeSelection.all(eligible, Verdict.NOT_DRAWN);
    others.remove(one.id());
    others.remove(other.id());
    return draw.below("explore", WORSE_ONE_IN) == 0
        ? new Pick(worse, others, Map.of(), "the worse of two, so that its figures stay new")
        : new Pick(better, others, Map.of(), "");
  }

  private static NodeSnapshot better(NodeSnapshot one, NodeSnapshot other, double slowest) {
    double waiting = waiting(one, slowest);
    double otherwise = waiting(other, slowest);
    if (Math.max(waiting, otherwise) < EQUAL * Math.min(waiting, otherwise)) {
      return NodeSelection.IN_TURN.compare(one, other) < 0 ? one : other;
    }
    return waiting < otherwise ? one : other;
  }

  /** Of what has not answered yet nothing good is assumed. */
  private static double waiting(NodeSnapshot node, double slowest) {
    double millis = Math.max(1, node.answered() == 0 ? slowest : node.meanMillis());
    return millis * (node.inFlight() + 1) / node.success();
  }

  private static double slowest(List<NodeSnapshot> nodes) {
    double slowest = 0;
    for (NodeSnapshot node : nodes) {
      slowest = Math.max(slowest, node.meanMillis());
    }
    return slowest;
  }
}
