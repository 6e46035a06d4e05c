package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.service.Proposals;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Offering an experience: written, checked while typing, confirmed, then put to the vote. */
@Named
@ViewScoped
public class SubmitView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int BASIS_POINTS_PER_PERCENT = 100;
  private static final String FORM = "submit";

  @Inject Proposals proposals;
  @Inject Experiences experiences;
  @Inject Libraries libraryService;
  @Inject Parameters parameters;
  @Inject Me me;
  @Inject Refusals refusals;
  @Inject Texts texts;

  private String domain = "";
  private String text = "";
  private int confidence = 90;
  private final List<ExampleRow> examples =
      List.of(new ExampleRow(1), new ExampleRow(2), new ExampleRow(3));
  private boolean confirming;

  /** First press: shows what will be locked, unless the form already is wrong. */
  public void review() {
    List<String> errors = experiences.check(text.strip()).errors();
    if (domain.isBlank()) {
      refusals.show(
          Refusal.field("domain-missing", "domain", texts.of("submit.domain.none")), FORM);
    } else if (!errors.isEmpty()) {
      refusals.show(Refusal.field("experience-form", "text", String.join(" ", errors)), FORM);
    } else {
      confirming = true;
    }
  }

  public void reconsider() {
    confirming = false;
  }

  /** Second press: locks the stake and opens the page of its vote. */
  public @Nullable String submit() {
    try {
      ProposalView made = proposals.submitExperience(me.caller().orElseThrow(), submission());
      refusals.done("submit.done", made.label());
      return "/proposal.xhtml?faces-redirect=true&id=" + made.id();
    } catch (Refusal refusal) {
      confirming = false;
      refusals.show(refusal, FORM);
      return null;
    }
  }

  private SubmitExperience submission() {
    return new SubmitExperience(
        domain,
        text.strip(),
        confidence * BASIS_POINTS_PER_PERCENT,
        examples.stream()
            .filter(row -> !row.isEmpty())
            .map(row -> new SubmitExperience.Example(row.getInput(), row.getOutput()))
            .toList());
  }

  public List<LibraryView> getLibraries() {
    return libraryService.libraries();
  }

  public Amount getStake() {
    return parameters.amount(Parameter.EXPERIENCE_STAKE);
  }

  public int getMostWords() {
    return parameters.number(Parameter.EXPERIENCE_WORDS);
  }

  public boolean isConfirming() {
    return confirming;
  }

  public String getDomain() {
    return domain;
  }

  public void setDomain(@Nullable String domain) {
    this.domain = domain == null ? "" : domain;
  }

  public String getText() {
    return text;
  }

  public void setText(@Nullable String text) {
    this.text = text == null ? "" : text;
  }

  public int getConfidence() {
    return confidence;
  }

  public void setConfidence(int confidence) {
    this.confidence = confidence;
  }

  public List<ExampleRow> getExamples() {
    return examples;
  }
}
