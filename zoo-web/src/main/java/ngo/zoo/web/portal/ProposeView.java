package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.service.Proposals;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Making a ZIP: a text, or a new value for a governed parameter. */
@Named
@ViewScoped
public class ProposeView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Proposals proposals;
  @Inject Parameters parameters;
  @Inject Me me;
  @Inject Refusals refusals;

  private @Nullable Parameter parameter;
  private boolean aboutParameter;
  private String title = "";
  private String body = "";
  private @Nullable String value;
  private boolean confirming;

  /** First press: shows what will be locked. */
  public void review() {
    confirming = true;
  }

  public void reconsider() {
    confirming = false;
  }

  /** Second press: makes the proposal and opens its page. */
  public @Nullable String submit() {
    try {
      ProposalView made = propose(me.caller().orElseThrow());
      refusals.done("propose.done", made.label());
      return "/proposal.xhtml?faces-redirect=true&id=" + made.id();
    } catch (Refusal refusal) {
      confirming = false;
      refusals.show(refusal, "propose");
      return null;
    }
  }

  private ProposalView propose(Caller caller) {
    Parameter changed = parameter;
    return aboutParameter && changed != null
        ? proposals.proposeParameter(
            caller, title.strip(), body.strip(), changed, ProposalsView.text(value))
        : proposals.proposeText(caller, title.strip(), body.strip());
  }

  public Amount getStake() {
    return parameters.amount(Parameter.PROPOSAL_STAKE);
  }

  /** Value in force of the chosen parameter. */
  public String getPresent() {
    return parameter == null ? "" : parameters.text(parameter);
  }

  public Parameter[] getChoices() {
    return Parameter.values();
  }

  public boolean isConfirming() {
    return confirming;
  }

  public boolean isAboutParameter() {
    return aboutParameter;
  }

  public void setAboutParameter(boolean aboutParameter) {
    this.aboutParameter = aboutParameter;
  }

  public @Nullable Parameter getParameter() {
    return parameter;
  }

  /** Choosing a parameter makes this a proposal about it. */
  public void setParameter(@Nullable Parameter parameter) {
    this.parameter = parameter;
    aboutParameter |= parameter != null;
  }

  public String getTitle() {
    return title;
  }

  public void setTitle(@Nullable String title) {
    this.title = title == null ? "" : title;
  }

  public String getBody() {
    return body;
  }

  public void setBody(@Nullable String body) {
    this.body = body == null ? "" : body;
  }

  public @Nullable String getValue() {
    return value;
  }

  public void setValue(@Nullable String value) {
    this.value = value;
  }
}
