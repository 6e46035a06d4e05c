package ngo.zoo.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A submission that was held, with why.
 *
 * @param decision null while it waits, and when its author took it back
 */
public record HeldExperience(
    ExperienceView experience, List<HoldReason> reasons, @Nullable ReviewDecision decision) {
  public HeldExperience {
    reasons = List.copyOf(reasons);
  }
}
