package ngo.zoo.ledger;

import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.SubmitExperience.Example;
import org.jspecify.annotations.Nullable;

/**
 * What somebody would change about an experience. What is null stays as it is.
 *
 * @param confidenceBasisPoints 0 to 10000
 */
public record EditExperience(
    UUID experienceId,
    @Nullable String text,
    @Nullable Integer confidenceBasisPoints,
    @Nullable List<Example> examples) {

  /** The whole experience as it would be afterwards. */
  public SubmitExperience appliedTo(ExperienceView present) {
    return new SubmitExperience(
        present.domain(),
        text == null ? present.text() : text,
        confidenceBasisPoints == null ? present.confidenceBasisPoints() : confidenceBasisPoints,
        examples == null ? present.examples() : examples);
  }
}
