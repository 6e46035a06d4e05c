package ngo.zoo.ledger;

import java.util.List;

/**
 * The nearest experiences of one library version, nearest first.
 *
 * @param root hex of the version's snapshot root
 */
public record Retrieval(
    String domain, int version, String root, List<RetrievedExperience> experiences) {
  public Retrieval {
    experiences = List.copyOf(experiences);
  }
}
