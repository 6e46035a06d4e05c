package ngo.zoo.routing.rules;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.routing.rules.Considered.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Chooses one of the nodes that can answer now, by the query's strategy. The same query, nodes and
 * figures always give the same choice, whatever the order of the nodes.
 */
public final class NodeSelection {
  /** Among equals the one that waits longest is next, so that equal nodes earn alike. */
  static final Comparator<NodeSnapshot> IN_TURN =
      Comparator.comparingLong(NodeSnapshot::lastChosen).thenComparing(NodeSnapshot::id);

  private static final Comparator<NodeSnapshot> BY_ID = Comparator.comparing(NodeSnapshot::id);

  private NodeSelection() {}

  /**
   * What a strategy made of the nodes that can answer.
   *
   * @param others verdicts on nodes other than {@link Verdict#NOT_FIRST}
   * @param ranks places by hash, where the strategy computes them
   */
  record Pick(
      NodeSnapshot chosen, Map<UUID, Verdict> others, Map<UUID, Integer> ranks, String note) {
    static Pick of(NodeSnapshot chosen, String note) {
      return new Pick(chosen, Map.of(), Map.of(), note);
    }
  }

  /**
   * @param failed nodes not to be asked again for this query
   */
  public static NodeDecision choose(
      NodeQuery query, Collection<NodeSnapshot> nodes, Set<UUID> failed) {
    List<NodeSnapshot> sorted = new ArrayList<>(nodes);
    sorted.sort(BY_ID);
    Map<UUID, Verdict> against = new HashMap<>();
    List<NodeSnapshot> eligible = new ArrayList<>(sorted.size());
    for (NodeSnapshot node : sorted) {
      Verdict verdict = against(node, query, failed);
      if (verdict == Verdict.CHOSEN) {
        eligible.add(node);
      } else {
        against.put(node.id(), verdict);
      }
    }
    leaveDegraded(eligible, against);
    Pick pick = eligible.isEmpty() ? null : pick(query, eligible, sorted, failed.size());
    return new NodeDecision(
        query.strategy(),
        pick == null ? null : pick.chosen().id(),
        against.containsValue(Verdict.FULL),
        sorted.stream().anyMatch(node -> isAwaited(node, query)),
        pick == null ? "" : pick.note(),
        considered(sorted, against, pick));
  }

  /** Down, and would do once it is up. */
  private static boolean isAwaited(NodeSnapshot node, NodeQuery query) {
    return node.expected()
        && !node.healthy()
        && node.mayServe(query.model())
        && !query.isTooDear(node.price());
  }

  private static List<Considered> considered(
      List<NodeSnapshot> nodes, Map<UUID, Verdict> against, @Nullable Pick pick) {
    List<Considered> considered = new ArrayList<>(nodes.size());
    for (NodeSnapshot node : nodes) {
      considered.add(considered(node, against.get(node.id()), pick));
    }
    return considered;
  }

  /** As long as a node that is not degraded can answer, those that are are not asked. */
  private static void leaveDegraded(List<NodeSnapshot> eligible, Map<UUID, Verdict> against) {
    if (!eligible.stream().allMatch(NodeSnapshot::degraded)) {
      for (NodeSnapshot node : eligible) {
        if (node.degraded()) {
          against.put(node.id(), Verdict.DEGRADED);
        }
      }
      eligible.removeIf(NodeSnapshot::degraded);
    }
  }

  private static Considered considered(
      NodeSnapshot node, @Nullable Verdict against, @Nullable Pick pick) {
    Integer rank = pick == null ? null : pick.ranks().get(node.id());
    return Considered.of(
        node, against == null ? verdict(node, Objects.requireNonNull(pick)) : against, rank);
  }

  private static Verdict verdict(NodeSnapshot node, Pick pick) {
    return node.id().equals(pick.chosen().id())
        ? Verdict.CHOSEN
        : pick.others().getOrDefault(node.id(), Verdict.NOT_FIRST);
  }

  /** {@link Verdict#CHOSEN} when nothing speaks against it. */
  private static Verdict against(NodeSnapshot node, NodeQuery query, Set<UUID> failed) {
    if (!node.healthy()) {
      return Verdict.DOWN;
    }
    if (!node.models().contains(query.model())) {
      return Verdict.OTHER_MODEL;
    }
    if (query.isTooDear(node.price())) {
      return Verdict.TOO_DEAR;
    }
    if (failed.contains(node.id())) {
      return Verdict.FAILED;
    }
    return node.isFull() ? Verdict.FULL : Verdict.CHOSEN;
  }

  private static Pick pick(
      NodeQuery query, List<NodeSnapshot> eligible, List<NodeSnapshot> all, int attempt) {
    Draw draw = new Draw(query.id(), attempt);
    return switch (query.strategy()) {
      case PERFORMANCE -> BetterOfTwo.pick(eligible, draw);
      case ROUND_ROBIN -> Pick.of(eligible.stream().min(IN_TURN).orElseThrow(), "");
      case STAKE_WEIGHTED -> byStake(eligible, draw);
      case CHEAPEST -> cheapest(eligible, draw);
      case AFFINITY -> Rendezvous.pick(query, eligible, all);
    };
  }

  /** A number below the sum of all stakes, and the node whose part of the sum it lies in. */
  private static Pick byStake(List<NodeSnapshot> eligible, Draw draw) {
    BigInteger sum =
        eligible.stream().map(NodeSnapshot::stake).reduce(BigInteger.ZERO, BigInteger::add);
    if (sum.signum() == 0) {
      int at = draw.below("stake", eligible.size());
      return drawn(eligible, eligible.get(at), "no stake stands for any of them: all are alike");
    }
    BigInteger left = draw.below("stake", sum);
    for (NodeSnapshot node : eligible) {
      left = left.subtract(node.stake());
      if (left.signum() < 0) {
        return drawn(eligible, node, "");
      }
    }
    throw new IllegalStateException("a number below the sum lies in some part of it");
  }

  private static Pick drawn(List<NodeSnapshot> eligible, NodeSnapshot node, String note) {
    return new Pick(node, all(eligible, Verdict.NOT_DRAWN), Map.of(), note);
  }

  private static Pick cheapest(List<NodeSnapshot> eligible, Draw draw) {
    BigInteger least =
        eligible.stream().map(NodeSnapshot::price).min(Comparator.naturalOrder()).orElseThrow();
    List<NodeSnapshot> cheap =
        eligible.stream().filter(node -> node.price().equals(least)).toList();
    Pick best = BetterOfTwo.pick(cheap, draw);
    if (cheap.size() == 1) {
      return new Pick(best.chosen(), all(eligible, Verdict.DEARER), Map.of(), "");
    }
    List<NodeSnapshot> dear =
        eligible.stream().filter(node -> !node.price().equals(least)).toList();
    Map<UUID, Verdict> others = all(dear, Verdict.DEARER);
    best.others().forEach(others::put);
    String tie = dear.isEmpty() ? "all cost the same" : cheap.size() + " are cheapest";
    String more = best.note().isEmpty() ? "" : "; " + best.note();
    return new Pick(best.chosen(), others, Map.of(), tie + ", so by performance" + more);
  }

  static Map<UUID, Verdict> all(Collection<NodeSnapshot> nodes, Verdict verdict) {
    Map<UUID, Verdict> verdicts = HashMap.newHashMap(nodes.size());
    nodes.forEach(node -> verdicts.put(node.id(), verdict));
    return verdicts;
  }
}
