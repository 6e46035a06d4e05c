package ngo.zoo.routing.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.rules.Considered.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Which node answers, and of every node why or why not.
 *
 * @param chosen null when none can
 * @param busy true when a node could answer as soon as a slot is free
 * @param note what the strategy did beyond its rule, such as trying a node without figures; or
 *     empty
 */
public record NodeDecision(
    Strategy strategy, @Nullable UUID chosen, boolean busy, String note, List<Considered> nodes) {
  /** No record names more nodes; who could have answered comes first. */
  public static final int MOST_RECORDED = 32;

  public NodeDecision {
    nodes = List.copyOf(nodes);
  }

  /** The decision as it ended: that node answered, perhaps because its slot came free first. */
  public NodeDecision answeredBy(UUID node) {
    return node.equals(chosen)
        ? this
        : new NodeDecision(
            strategy, node, busy, note, nodes.stream().map(one -> corrected(one, node)).toList());
  }

  /** With nodes the question does not let answer. */
  public NodeDecision leavingOut(List<NodeSnapshot> others) {
    if (others.isEmpty()) {
      return this;
    }
    List<Considered> all = new ArrayList<>(nodes);
    others.forEach(node -> all.add(Considered.of(node, Verdict.LEFT_OUT, null)));
    return new NodeDecision(strategy, chosen, busy, note, all);
  }

  /** Of one of several answers: nodes passed over because their owners' give the others. */
  public NodeDecision besides(Set<UUID> others) {
    return new NodeDecision(
        strategy,
        chosen,
        busy,
        note,
        nodes.stream()
            .map(
                one ->
                    one.verdict() == Verdict.FAILED && others.contains(one.node())
                        ? one.as(Verdict.OTHER_ANSWER)
                        : one)
            .toList());
  }

  private static Considered corrected(Considered one, UUID answering) {
    if (one.node().equals(answering)) {
      return one.as(Verdict.SLOT_CAME_FREE);
    }
    return one.verdict() == Verdict.CHOSEN ? one.as(Verdict.FULL) : one;
  }

  /** The nodes a record names. */
  public List<Considered> recorded() {
    return nodes.stream()
        .sorted(Comparator.comparing(Considered::verdict).thenComparing(Considered::node))
        .limit(MOST_RECORDED)
        .toList();
  }

  /** For people. */
  public Map<UUID, String> reasons() {
    return nodes.stream()
        .collect(Collectors.toUnmodifiableMap(Considered::node, Considered::reason));
  }
}
