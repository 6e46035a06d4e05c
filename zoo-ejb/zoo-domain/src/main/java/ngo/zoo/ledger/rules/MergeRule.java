package ngo.zoo.ledger.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.shared.Refusal;

/**
 * Which experiences merge: others of the same library into one representative, whose words stay.
 * Only what is named goes, never what is near to that in turn: nearness chains drift.
 */
public final class MergeRule {
  public static final int MOST_OTHERS = 20;

  private MergeRule() {}

  /**
   * @throws Refusal {@code merge-others} when none, too many, the representative itself or one
   *     twice are named
   */
  public static void checkNamed(UUID representative, List<UUID> others) {
    boolean twice = Set.copyOf(others).size() < others.size();
    if (others.isEmpty() || others.size() > MOST_OTHERS) {
      throw fault("Name 1 to " + MOST_OTHERS + " experiences to merge into this one.");
    }
    if (twice || others.contains(representative)) {
      throw fault("Name each experience once, and not the one the others merge into.");
    }
  }

  /**
   * @throws Refusal {@code merge-not-in-library} for what is not in the library of the
   *     representative; {@code merge-examples} when there are too many together
   */
  public static List<Example> examples(ExperienceView representative, List<ExperienceView> others) {
    Set<Example> union = new LinkedHashSet<>(representative.examples());
    for (ExperienceView other : others) {
      if (other.status() != ExperienceStatus.ADOPTED
          || !other.domain().equals(representative.domain())) {
        throw Refusal.field(
            "merge-not-in-library",
            "others",
            "Not in the library " + representative.domain() + " now: " + other.id());
      }
      union.addAll(other.examples());
    }
    if (union.size() > SubmissionRules.MOST_EXAMPLES) {
      throw Refusal.field(
          "merge-examples",
          "others",
          "Together they have %d different examples, at most %d fit: edit them first."
              .formatted(union.size(), SubmissionRules.MOST_EXAMPLES));
    }
    return List.copyOf(union);
  }

  private static Refusal fault(String detail) {
    return Refusal.field("merge-others", "others", detail);
  }
}
