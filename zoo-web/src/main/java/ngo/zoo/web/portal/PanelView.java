package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.UUID;
import ngo.zoo.governance.rules.PanelRules;
import ngo.zoo.governance.service.DisputePanels;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** A panel member's vote: a reason, a choice, and a confirmation, because it cannot be changed. */
@Named
@ViewScoped
public class PanelView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject DisputePanels panels;
  @Inject Me me;
  @Inject AskingView asking;
  @Inject Refusals refusals;

  private String reason = "";
  private boolean upholding;

  /** First press: reads the reason. */
  public void review(boolean uphold) {
    try {
      PanelRules.reason(reason);
      upholding = uphold;
      asking.about("panel");
    } catch (Refusal refusal) {
      refusals.show(refusal, "panel");
    }
  }

  /** Second press. */
  public @Nullable String cast(UUID dispute) {
    try {
      panels.vote(me.caller().orElseThrow(), dispute, upholding, reason);
      refusals.done("dispute.voted");
      return "/dispute.xhtml?faces-redirect=true&id=" + dispute;
    } catch (Refusal refusal) {
      asking.end();
      refusals.show(refusal, "panel");
      return null;
    }
  }

  public boolean isUpholding() {
    return upholding;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason == null ? "" : reason;
  }
}
