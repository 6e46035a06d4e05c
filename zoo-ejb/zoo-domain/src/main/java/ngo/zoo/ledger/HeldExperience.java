package ngo.zoo.ledger;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A submission that was held, with why.
 *
 * @param decision null while it waits, and when its author took it back
 * @param importId the import that brought it; null when somebody submitted it
 */
public record HeldExperience(
    ExperienceView experience,
    List<HoldReason> reasons,
    @Nullable ReviewDecision decision,
    @Nullable UUID importId) {
  public HeldExperience {
    reasons = List.copyOf(reasons);
  }
}
