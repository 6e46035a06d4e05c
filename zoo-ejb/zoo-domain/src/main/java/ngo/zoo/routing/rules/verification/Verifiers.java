package ngo.zoo.routing.rules.verification;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who may check an answer: able nodes with the same weights, none of the answering node's owner,
 * none of the payer's, and of each other owner only one, in the order of the {@link Lottery}, which
 * neither the operator nor a node can bend.
 */
public final class Verifiers {

  /** A node that could check. */
  public record Candidate(UUID node, UUID owner) {}

  private Verifiers() {}

  /**
   * @param able healthy, staked and with the same weights
   * @param barred owners who may not check: the answering node's, the payer, former verifiers'
   * @return at most {@code wanted} nodes
   */
  public static List<UUID> choose(
      Lottery lottery, UUID query, Collection<Candidate> able, Set<UUID> barred, int wanted) {
    Set<UUID> owners = new HashSet<>(barred);
    List<UUID> chosen = new ArrayList<>();
    able.stream()
        .sorted(
            Comparator.comparing(one -> lottery.place(query, one.node()), Long::compareUnsigned))
        .filter(one -> chosen.size() < wanted && owners.add(one.owner()))
        .forEach(one -> chosen.add(one.node()));
    return chosen;
  }
}
