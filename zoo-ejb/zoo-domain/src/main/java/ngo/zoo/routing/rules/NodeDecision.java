package ngo.zoo.routing.rules;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.rules.Considered.Verdict;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Which node answers, and of every node why or why not.
 *
 * @param chosen null when none can
 * @param busy true when a node could answer as soon as a slot is free
 * @param awaited true when a node that asks no more than the question may cost is only down
 * @param note what the strategy did beyond its rule, such as trying a node without figures; or
 *     empty
 */
public record NodeDecision(
    Strategy strategy,
    @Nullable UUID chosen,
    boolean busy,
    boolean awaited,
    String note,
    List<Considered> nodes) {
  /** No record names more nodes; who could have answered comes first. */
  public static final int MOST_RECORDED = 32;

  public NodeDecision {
    nodes = List.copyOf(nodes);
  }

  /** With no node down that is waited for. */
  public NodeDecision(
      Strategy strategy, @Nullable UUID chosen, boolean busy, String note, List<Considered> nodes) {
    this(strategy, chosen, busy, false, note, nodes);
  }

  /** The decision as it ended: that node answered, perhaps because its slot came free first. */
  public NodeDecision answeredBy(UUID node) {
    return node.equals(chosen)
        ? this
        : new NodeDecision(
            strategy,
            node,
            busy,
            awaited,
            note,
            nodes.stream().map(one -> corrected(one, node)).toList());
  }

  /** With nodes the question does not let answer. */
  public NodeDecision leavingOut(List<NodeSnapshot> others) {
    if (others.isEmpty()) {
      return this;
    }
    List<Considered> all = new ArrayList<>(nodes);
    others.forEach(node -> all.add(Considered.of(node, Verdict.LEFT_OUT, null)));
    return new NodeDecision(strategy, chosen, busy, awaited, note, all);
  }

  /** Of one of several answers: nodes passed over because their owners' give the others. */
  public NodeDecision besides(Set<UUID> others) {
    return new NodeDecision(
        strategy,
        chosen,
        busy,
        awaited,
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

  /** What one answer of a node cost when this was decided; null for one that was not there yet. */
  public @Nullable BigInteger price(UUID node) {
    for (Considered one : nodes) {
      if (one.node().equals(node)) {
        return one.price();
      }
    }
    return null;
  }

  /**
   * Where no node was chosen: whether those that are left only cost too much, and none is down or
   * has just failed that would do for less once it is well.
   *
   * @throws Refusal {@code max-price-below-fee} naming the lowest price of these
   */
  public void mustNotBeTooDear() {
    if (awaited || nodes.stream().anyMatch(one -> one.verdict() == Verdict.FAILED)) {
      return;
    }
    nodes.stream()
        .filter(one -> one.verdict() == Verdict.TOO_DEAR)
        .map(Considered::price)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .ifPresent(
            lowest -> {
              throw QuestionRules.tooDear(Amount.keeper(lowest));
            });
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
