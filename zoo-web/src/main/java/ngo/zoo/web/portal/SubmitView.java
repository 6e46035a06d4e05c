package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.service.Proposals;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.ledger.rules.SubmissionRules;
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
  static final Pattern EXAMPLE = Pattern.compile("examples\\[(\\d+)]\\.(input|output)");

  @Inject Proposals proposals;
  @Inject Experiences experiences;
  @Inject Libraries libraryService;
  @Inject Parameters parameters;
  @Inject Me me;
  @Inject Refusals refusals;
  @Inject Texts texts;
  @Inject CheckView check;

  private String domain = "";
  private String text = "";
  private int confidence = 90;
  private final List<ExampleRow> examples =
      IntStream.rangeClosed(1, SubmissionRules.MOST_EXAMPLES).mapToObj(ExampleRow::new).toList();
  private int shownExamples = 2;
  private boolean confirming;

  /** First press: shows what will be locked, unless something already is wrong. */
  public void review() {
    SubmitExperience submission = getSubmission();
    Map<String, String> faults = SubmissionRules.faults(submission, getMostWords());
    check.look(submission);
    if (domain.isBlank()) {
      refusals.show(
          Refusal.field("domain-missing", "domain", texts.of("submit.domain.none")), FORM);
    } else if (!faults.isEmpty()) {
      faults.forEach(this::show);
    } else if (check.getKnown() != null) {
      refusals.show(Refusal.field("experience-known", "text", texts.of("check.known")), FORM);
    } else {
      confirming = true;
    }
  }

  /** Shows one more row of examples. */
  public void addExample() {
    shownExamples = Math.min(shownExamples + 1, examples.size());
  }

  public void reconsider() {
    confirming = false;
  }

  /** Second press: locks the stake and opens the page of its vote. */
  public @Nullable String submit() {
    try {
      ProposalView made = proposals.submitExperience(me.caller().orElseThrow(), getSubmission());
      refusals.done(check.getHolds().isEmpty() ? "submit.done" : "submit.held", made.label());
      return "/proposal.xhtml?faces-redirect=true&id=" + made.id();
    } catch (Refusal refusal) {
      confirming = false;
      check.look(getSubmission());
      if (refusal.fields().isEmpty()) {
        refusals.show(refusal, FORM);
      }
      refusal.fields().forEach(this::show);
      return null;
    }
  }

  /** What would be sent now; empty rows of examples are not. */
  public SubmitExperience getSubmission() {
    return new SubmitExperience(
        domain,
        text.strip(),
        confidence * BASIS_POINTS_PER_PERCENT,
        filled().map(row -> new Example(row.getInput(), row.getOutput())).toList());
  }

  private Stream<ExampleRow> filled() {
    return examples.stream().filter(row -> !row.isEmpty());
  }

  /** Beside its field; requests count examples without the empty rows, the form with them. */
  private void show(String field, String detail) {
    Matcher example = EXAMPLE.matcher(field);
    if (example.matches()) {
      int row = filled().toList().get(Integer.parseInt(example.group(1))).getNumber();
      refusals.show(Refusal.field(FORM, example.group(2) + "-" + row, detail), "example");
    } else {
      refusals.show(Refusal.field(FORM, field, detail), FORM);
    }
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

  public int getShownExamples() {
    return shownExamples;
  }
}
