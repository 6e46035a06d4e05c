package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.ledger.HeldExperience;
import ngo.zoo.ledger.HoldReason;
import ngo.zoo.ledger.service.Moderation;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Why an experience was held and what was decided, on its pages, for its author and staff. */
@Named
@RequestScoped
public class HeldView {
  @Inject Me me;
  @Inject Moderation moderation;

  private final Map<UUID, HeldExperience> known = new HashMap<>();

  /** Null when it was never held, or the reader may not know. */
  public @Nullable HeldExperience of(@Nullable UUID experienceId) {
    if (experienceId == null || !me.isSignedIn()) {
      return null;
    }
    HeldExperience held = known.get(experienceId);
    if (held == null) {
      held = read(me.caller().orElseThrow(), experienceId);
      if (held != null) {
        known.put(experienceId, held);
      }
    }
    return held == null || held.reasons().isEmpty() ? null : held;
  }

  /** A text of a submission, with what gave a reason marked. */
  public List<Marked.Part> marked(HeldExperience held, String field, String text) {
    return Marked.of(
        text,
        held.reasons().stream()
            .filter(reason -> reason.field().equals(field))
            .map(HoldReason::words)
            .toList());
  }

  private @Nullable HeldExperience read(Caller caller, UUID id) {
    try {
      return moderation.review(caller, id);
    } catch (Refusal othersMayNot) {
      return null;
    }
  }
}
