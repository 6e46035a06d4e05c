package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.HeldExperience;
import ngo.zoo.ledger.NearDuplicate;
import ngo.zoo.ledger.ReviewState;
import ngo.zoo.ledger.rules.ReviewRules;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.ledger.service.Moderation;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.books.Given;
import org.jspecify.annotations.Nullable;

/** Held submissions, for staff: looked at one by one, then released to their vote or refused. */
@Named
@ViewScoped
public class ModerationView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String PAGE = "/staff/moderation.xhtml?faces-redirect=true";

  @Inject Moderation moderation;
  @Inject Experiences experiences;
  @Inject BusinessClock clock;
  @Inject Me me;
  @Inject Gate gate;
  @Inject Refusals refusals;
  @Inject AskingView asking;

  private String state = "waiting";
  private String search = "";
  private String reason = "";
  private @Nullable PageModel<HeldExperience> rows;
  private @Nullable HeldExperience chosen;
  private List<NearDuplicate> near = List.of();
  private boolean nearUnknown;

  /** Staff only; says what of the search cannot be read. */
  public void load() throws IOException {
    gate.staff();
    try {
      ReviewState wanted = Names.parse(ReviewState.class, "state", state);
      rows = new PageModel<>(request -> moderation.page(reader(), wanted, request), search);
    } catch (Refusal refusal) {
      refusals.show(refusal, "moderation");
    }
  }

  /** Null when the search cannot be read. */
  public @Nullable PageModel<HeldExperience> getRows() {
    return rows;
  }

  /** Opens one, with what is like it in its library. */
  public void choose(HeldExperience held) {
    chosen = held;
    reason = "";
    asking.end();
    near = List.of();
    nearUnknown = false;
    try {
      near = experiences.nearDuplicates(held.experience().domain(), held.experience().text());
    } catch (Refusal unavailable) {
      nearUnknown = true;
    }
  }

  public void reconsider() {
    chosen = null;
    asking.end();
  }

  /** First press of releasing. */
  public void reviewRelease() {
    asking.about("release");
  }

  /** First press of refusing: reads the reason. */
  public void reviewRefusal() {
    try {
      reason = ReviewRules.reason(reason);
      asking.about("refusal");
    } catch (Refusal refusal) {
      refusals.show(refusal, "moderation");
    }
  }

  /** Second press. */
  public @Nullable String release() {
    return decide(held -> moderation.release(reader(), held), "moderation.done.released");
  }

  /** Second press. */
  public @Nullable String refuse() {
    return decide(held -> moderation.refuse(reader(), held, reason), "moderation.done.refused");
  }

  private interface Decision {
    HeldExperience on(UUID experienceId);
  }

  private @Nullable String decide(Decision decision, String done) {
    HeldExperience held = chosen;
    if (held == null) {
      return null;
    }
    try {
      decision.on(held.experience().id());
      refusals.done(done);
      return PAGE;
    } catch (Refusal refusal) {
      asking.end();
      refusals.show(refusal, "moderation");
      return null;
    }
  }

  /** Nobody decides about their own. */
  public boolean mayDecide(HeldExperience held) {
    return isWaiting() && !held.experience().authorId().equals(me.getId());
  }

  public boolean isWaiting() {
    return state.equals("waiting");
  }

  /** How long it has waited. */
  public Duration age(HeldExperience held) {
    return Duration.between(held.experience().createdAt(), clock.now());
  }

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  public @Nullable HeldExperience getChosen() {
    return chosen;
  }

  public List<NearDuplicate> getNear() {
    return near;
  }

  public boolean isNearUnknown() {
    return nearUnknown;
  }

  public String getState() {
    return state;
  }

  public void setState(@Nullable String state) {
    this.state = Given.text(state).isEmpty() ? "waiting" : Given.text(state);
  }

  public String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = Given.text(search);
  }

  public String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = Given.text(reason);
  }
}
