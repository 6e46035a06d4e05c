package ngo.zoo.ledger;

import java.util.List;

/**
 * An experience somebody offers to a library.
 *
 * @param text "When [context], [action]", at most 32 words
 * @param confidenceBasisPoints 0 to 10000
 */
public record SubmitExperience(
    String domain, String text, int confidenceBasisPoints, List<Example> examples) {
  public SubmitExperience {
    examples = List.copyOf(examples);
  }

  /** An input and the output the experience should lead to. */
  public record Example(String input, String output) {}
}
