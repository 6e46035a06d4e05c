package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.UUID;
import ngo.zoo.routing.rules.verification.ChallengeRules;
import ngo.zoo.routing.service.Disputes;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** An objection to an answer, from its receipt: what is wrong, and a confirmation. */
@Named
@ViewScoped
public class ChallengeView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String BOND = "routing.challenge-bond";

  @Inject Disputes disputes;
  @Inject Parameters parameters;
  @Inject Me me;
  @Inject AskingView asking;
  @Inject Refusals refusals;

  private String reason = "";
  private @Nullable String obstacle;

  /** Whether the reader may object now. */
  public boolean isAllowed(UUID receipt) {
    return me.caller().isPresent() && obstacle(receipt).isEmpty();
  }

  /** Why an objection of the reader would not be taken; empty when it would. */
  public String obstacle(UUID receipt) {
    if (obstacle == null) {
      obstacle =
          me.caller()
              .flatMap(it -> disputes.obstacle(it, receipt))
              .map(it -> String.valueOf(it.getMessage()))
              .orElse("");
    }
    return obstacle;
  }

  /**
   * What is put aside with an objection and lost when it fails; null where governance asks none.
   */
  public @Nullable Amount getBond() {
    return Arrays.stream(Parameter.values())
        .filter(one -> one.key().equals(BOND))
        .findFirst()
        .map(parameters::amount)
        .filter(bond -> !bond.isZero())
        .orElse(null);
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
