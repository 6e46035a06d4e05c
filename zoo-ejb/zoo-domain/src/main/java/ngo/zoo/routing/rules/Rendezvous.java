package ngo.zoo.routing.rules;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.log.Sha256;
import ngo.zoo.routing.rules.Considered.Verdict;
import ngo.zoo.routing.rules.NodeSelection.Pick;

/**
 * Rendezvous hashing (Thaler and Ravishankar, 1998): what has the same affinity goes to the node
 * with the highest hash of both, and when a node comes or goes only what was or will be its own
 * moves. Loads are bounded (Mirrokni, Thorup and Zadimoghaddam, 2018): a node that has more than a
 * quarter above its share of the requests in flight, by slots, is passed over for the next.
 */
final class Rendezvous {
  private static final double SPARE = 1.25;

  private Rendezvous() {}

  static Pick pick(NodeQuery query, List<NodeSnapshot> eligible, List<NodeSnapshot> all) {
    List<NodeSnapshot> able =
        all.stream()
            .filter(node -> node.healthy() && node.models().contains(query.model()))
            .toList();
    Map<UUID, Integer> ranks = ranks(query.affinity(), able);
    Set<UUID> saturated =
        eligible.stream()
            .filter(node -> isSaturated(node, able))
            .map(NodeSnapshot::id)
            .collect(Collectors.toSet());
    NodeSnapshot chosen =
        eligible.stream()
            .min(
                Comparator.<NodeSnapshot, Boolean>comparing(node -> saturated.contains(node.id()))
                    .thenComparing(node -> ranks.get(node.id())))
            .orElseThrow();
    Map<UUID, Verdict> others = new HashMap<>();
    saturated.forEach(id -> others.put(id, Verdict.SATURATED));
    int rank = Objects.requireNonNull(ranks.get(chosen.id()));
    String note = rank == 1 ? "" : "number " + rank + " by hash: the ones before cannot take it";
    return new Pick(chosen, others, ranks, note);
  }

  /** Places from 1 among all that serve the model, so that a full one keeps its own. */
  private static Map<UUID, Integer> ranks(String affinity, List<NodeSnapshot> able) {
    Map<UUID, Long> hashes =
        able.stream()
            .collect(Collectors.toMap(NodeSnapshot::id, node -> hash(affinity, node.id())));
    List<UUID> order = new ArrayList<>(hashes.keySet());
    order.sort(
        Comparator.<UUID, Long>comparing(hashes::get, Long::compareUnsigned)
            .reversed()
            .thenComparing(Comparator.naturalOrder()));
    Map<UUID, Integer> ranks = new HashMap<>();
    order.forEach(id -> ranks.put(id, ranks.size() + 1));
    return ranks;
  }

  private static long hash(String affinity, UUID node) {
    String text = "zoo-affinity-v1\n" + node + "\n" + affinity;
    return ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  private static boolean isSaturated(NodeSnapshot node, List<NodeSnapshot> able) {
    long inFlight = able.stream().mapToLong(NodeSnapshot::inFlight).sum();
    long slots = able.stream().mapToLong(NodeSnapshot::slots).sum();
    return node.inFlight() + 1 > Math.ceil(SPARE * (inFlight + 1) * node.slots() / slots);
  }
}
