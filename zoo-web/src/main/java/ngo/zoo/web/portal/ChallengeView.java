package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.UUID;
import ngo.zoo.routing.rules.verification.ChallengeRules;
import ngo.zoo.routing.service.DisputeFiles;
import ngo.zoo.routing.service.Disputes;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** An objection to an answer, from its receipt: what is wrong, and a confirmation. */
@Named
@ViewScoped
public class ChallengeView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Disputes disputes;
  @Inject DisputeFiles files;
  @Inject Me me;
  @Inject AskingView asking;
  @Inject Refusals refusals;

  private String reason = "";
  private @Nullable Boolean allowed;

  /** Whether the reader may object now. */
  public boolean isAllowed(UUID receipt) {
    if (allowed == null) {
      allowed = me.caller().map(it -> files.mayChallenge(it, receipt)).orElse(false);
    }
    return allowed;
  }

  /** First press: reads what is wrong. */
  public void review() {
    try {
      ChallengeRules.reason(reason);
      asking.about("challenge");
    } catch (Refusal refusal) {
      refusals.show(refusal, "challenge");
    }
  }

  /** Second press. */
  public @Nullable String send(UUID receipt) {
    try {
      disputes.challenge(me.caller().orElseThrow(), receipt, reason);
      refusals.done("challenge.done");
      return "/receipt.xhtml?faces-redirect=true&id=" + receipt;
    } catch (Refusal refusal) {
      asking.end();
      refusals.show(refusal, "challenge");
      return null;
    }
  }

  public String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason == null ? "" : reason;
  }
}
