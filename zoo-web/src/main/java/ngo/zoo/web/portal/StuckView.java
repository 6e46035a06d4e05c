package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.UUID;
import ngo.zoo.persistence.outbox.StuckEvent;
import ngo.zoo.persistence.outbox.StuckEvents;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Events the relay has given up on, for staff. */
@Named
@ViewScoped
public class StuckView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject StuckEvents events;
  @Inject Me me;
  @Inject Refusals refusals;

  private @Nullable PageModel<StuckEvent> rows;
  private @Nullable StuckEvent chosen;

  public PageModel<StuckEvent> getRows() {
    if (rows == null) {
      rows = new PageModel<>(request -> events.page(me.caller().orElseThrow(), request));
    }
    return rows;
  }

  /** First press: asks whether the cause is gone. */
  public void choose(StuckEvent event) {
    chosen = event;
  }

  public void reconsider() {
    chosen = null;
  }

  /** Second press: puts it back in line. */
  public @Nullable String resubmit(UUID eventId) {
    try {
      events.resubmit(me.caller().orElseThrow(), eventId);
      refusals.done("stuck.done");
      return "/staff/stuck.xhtml?faces-redirect=true";
    } catch (Refusal refusal) {
      refusals.show(refusal, "stuck");
      return null;
    }
  }

  public @Nullable StuckEvent getChosen() {
    return chosen;
  }
}
