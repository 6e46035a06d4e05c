package ngo.zoo.ledger.transfer;

import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.SubmitExperience.Example;
import org.jspecify.annotations.Nullable;

/**
 * A member of a library version on its way out.
 *
 * @param author login; null for readers who may not know it
 * @param vector null when it is not asked for or not there
 */
public record ExportedExperience(
    String domain,
    String text,
    int confidenceBasisPoints,
    List<Example> examples,
    UUID authorId,
    @Nullable String author,
    @Nullable FileVector vector) {
  public ExportedExperience {
    examples = List.copyOf(examples);
  }
}
