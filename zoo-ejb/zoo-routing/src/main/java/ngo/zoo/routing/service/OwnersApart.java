package ngo.zoo.routing.service;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.routing.rules.NodeDecision;

/**
 * Lets several answers to one question be given by nodes of different owners: what one of the
 * answers has taken, the others leave alone. Thread-safe.
 */
final class OwnersApart {
  private final Attempts.Candidates all;

  /** Owners of the nodes that seal their answers; no other may give one of several. */
  private final Map<UUID, UUID> owners;

  /** The owner each answer has taken. */
  private final Map<Integer, UUID> taken = new HashMap<>();

  OwnersApart(Attempts.Candidates all, Map<UUID, UUID> owners) {
    this.all = all;
    this.owners = Map.copyOf(owners);
  }

  /** How many owners have a node that could answer, now or once it has a slot free. */
  int available() {
    return all.able(Set.of()).stream()
        .filter(owners::containsKey)
        .map(owners::get)
        .collect(Collectors.toSet())
        .size();
  }

  /** The nodes for one of the answers. */
  Attempts.Candidates forAnswer(int answer) {
    return new Attempts.Candidates() {
      @Override
      public NodeDecision choose(Set<UUID> excluded) {
        return chosen(answer, excluded);
      }

      @Override
      public Set<UUID> able(Set<UUID> excluded) {
        return oneAble(answer, excluded);
      }
    };
  }

  private synchronized NodeDecision chosen(int answer, Set<UUID> excluded) {
    taken.remove(answer);
    Set<UUID> others = others();
    Set<UUID> out = both(excluded, others);
    NodeDecision decision = all.choose(out);
    while (decision.chosen() instanceof UUID unsealed && !owners.containsKey(unsealed)) {
      out.add(unsealed);
      decision = all.choose(out);
    }
    if (decision.chosen() instanceof UUID node) {
      taken.put(answer, Objects.requireNonNull(owners.get(node)));
    }
    others.removeAll(excluded);
    return decision.besides(others);
  }

  /** One that nobody else waits for: two answers may not get slots of the same owner. */
  private synchronized Set<UUID> oneAble(int answer, Set<UUID> excluded) {
    taken.remove(answer);
    for (UUID node : all.able(both(excluded, others()))) {
      if (owners.get(node) instanceof UUID owner) {
        taken.put(answer, owner);
        return Set.of(node);
      }
    }
    return Set.of();
  }

  private Set<UUID> others() {
    return owners.entrySet().stream()
        .filter(node -> taken.containsValue(node.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Set<UUID> both(Set<UUID> some, Set<UUID> more) {
    Set<UUID> both = new HashSet<>(some);
    both.addAll(more);
    return both;
  }
}
