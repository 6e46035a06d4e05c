package ngo.zoo.routing;

import java.util.List;
import java.util.UUID;

/**
 * All that is needed to ask a node the same again: the question, what was added to it, and what
 * came of it.
 *
 * @param seed the one used, chosen by the operator when the question named none
 * @param experiences given to the node, in order, read or not
 */
public record Exchange(
    Question question, long seed, List<GivenExperience> experiences, Answer answer) {
  public Exchange {
    experiences = List.copyOf(experiences);
  }

  /** An experience as the node got it. */
  public record GivenExperience(UUID id, String text) {}
}
