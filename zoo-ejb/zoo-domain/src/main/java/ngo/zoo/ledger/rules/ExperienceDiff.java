package ngo.zoo.ledger.rules;

import java.util.ArrayList;
import java.util.List;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.ledger.rules.WordDiff.Kind;
import ngo.zoo.ledger.rules.WordDiff.Piece;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two experiences, of which one may be missing.
 *
 * @param confidenceBefore basis points; null when there was none before
 * @param confidenceAfter basis points; null when there is none any more
 * @param examples those of both, the later ones' order; removed ones last
 */
public record ExperienceDiff(
    List<Piece> words,
    @Nullable Integer confidenceBefore,
    @Nullable Integer confidenceAfter,
    List<ExampleChange> examples) {
  public ExperienceDiff {
    words = List.copyOf(words);
    examples = List.copyOf(examples);
  }

  /** An example that stayed, came or went. */
  public record ExampleChange(Kind kind, String input, String output) {}

  /** All is added when there is no {@code before}, all removed when there is no {@code after}. */
  public static ExperienceDiff of(@Nullable ExperienceView before, @Nullable ExperienceView after) {
    return new ExperienceDiff(
        WordDiff.of(before == null ? "" : before.text(), after == null ? "" : after.text()),
        before == null ? null : before.confidenceBasisPoints(),
        after == null ? null : after.confidenceBasisPoints(),
        examples(
            before == null ? List.of() : before.examples(),
            after == null ? List.of() : after.examples()));
  }

  /** Whether confidence was given before and after and is not the same. */
  public boolean confidenceMoved() {
    return confidenceBefore != null
        && confidenceAfter != null
        && !confidenceBefore.equals(confidenceAfter);
  }

  private static List<ExampleChange> examples(List<Example> before, List<Example> after) {
    List<ExampleChange> changes = new ArrayList<>();
    for (Example example : after) {
      changes.add(change(before.contains(example) ? Kind.SAME : Kind.ADDED, example));
    }
    for (Example example : before) {
      if (!after.contains(example)) {
        changes.add(change(Kind.REMOVED, example));
      }
    }
    return changes;
  }

  private static ExampleChange change(Kind kind, Example example) {
    return new ExampleChange(kind, example.input(), example.output());
  }
}
