package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.rules.ChangeText;
import ngo.zoo.governance.service.LibraryProposals;
import ngo.zoo.ledger.ChangeKind;
import ngo.zoo.ledger.EditExperience;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryVersionView;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.rules.MergeRule;
import ngo.zoo.ledger.rules.SubmissionRules;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Proposing a change of a library: written with the present values at hand, then confirmed. */
@Named
@ViewScoped
public class ChangeFormView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int BASIS_POINTS_PER_PERCENT = 100;
  private static final String FORM = "change";

  private static final Set<ChangeKind> PROPOSED_HERE =
      EnumSet.of(
          ChangeKind.MODIFY,
          ChangeKind.MERGE,
          ChangeKind.REMOVE,
          ChangeKind.RESTORE,
          ChangeKind.ROLLBACK);

  @Inject LibraryProposals proposals;
  @Inject Experiences experiences;
  @Inject Libraries libraries;
  @Inject Parameters parameters;
  @Inject MergeChoiceView choice;
  @Inject Me me;
  @Inject Refusals refusals;

  private @Nullable String wanted;
  private @Nullable String id;
  private @Nullable String domain;
  private @Nullable String number;
  private @Nullable ChangeKind kind;
  private @Nullable ExperienceView experience;
  private @Nullable LibraryVersionView version;
  private String text = "";
  private int confidence;
  private List<ExampleRow> examples = List.of();
  private int shownExamples;
  private String reason = "";
  private boolean confirming;

  /** Reads what is to change; 404 when the address names nothing of the kind. */
  public void load() {
    Lookup.of(() -> ChangeKind.valueOf(String.valueOf(wanted))).ifPresent(this::show);
  }

  private void show(ChangeKind found) {
    if (!PROPOSED_HERE.contains(found)) {
      Lookup.respond(HttpServletResponse.SC_NOT_FOUND);
    } else if (found == ChangeKind.ROLLBACK) {
      Lookup.of(
              () ->
                  libraries.version(
                      String.valueOf(domain), Integer.parseInt(String.valueOf(number))))
          .ifPresent(target -> version = target);
    } else {
      Lookup.byId(id, experiences::experience).ifPresent(this::show);
    }
    kind = found;
  }

  private void show(ExperienceView found) {
    experience = found;
    text = found.text();
    confidence = found.confidenceBasisPoints() / BASIS_POINTS_PER_PERCENT;
    examples =
        IntStream.range(0, SubmissionRules.MOST_EXAMPLES)
            .mapToObj(i -> ExampleRow.of(i + 1, found.examples()))
            .toList();
    shownExamples = Math.min(found.examples().size() + 1, examples.size());
  }

  /** Shows one more row of examples. */
  public void addExample() {
    shownExamples = Math.min(shownExamples + 1, examples.size());
  }

  /** First press: shows what will be locked, unless the form already is wrong. */
  public void review() {
    try {
      ChangeText.reason(reason);
      if (kind == ChangeKind.MODIFY && !isWellFormed()) {
        return;
      }
      if (kind == ChangeKind.MERGE) {
        MergeRule.checkNamed(shown().id(), choice.chosenIds());
      }
      confirming = true;
    } catch (Refusal refusal) {
      refusals.show(refusal, FORM);
    }
  }

  /** Says beside each field what is wrong with it. */
  private boolean isWellFormed() {
    Map<String, String> faults = SubmissionRules.faults(edit().appliedTo(shown()), getMostWords());
    faults.forEach(this::show);
    return faults.isEmpty();
  }

  /** Beside its field; requests count examples without the empty rows, the form with them. */
  private void show(String field, String detail) {
    Matcher example = SubmitView.EXAMPLE.matcher(field);
    String place = field;
    if (example.matches()) {
      List<ExampleRow> filled = examples.stream().filter(row -> !row.isEmpty()).toList();
      place = example.group(2) + "-" + filled.get(Integer.parseInt(example.group(1))).getNumber();
    }
    refusals.show(Refusal.field(FORM, place, detail), FORM);
  }

  public void reconsider() {
    confirming = false;
  }

  /** Second press: locks the stake and opens the page of the vote. */
  public @Nullable String propose() {
    try {
      ProposalView made = proposed();
      refusals.done("change.done", made.label());
      return "/proposal.xhtml?faces-redirect=true&id=" + made.id();
    } catch (Refusal refusal) {
      confirming = false;
      if (refusal.fields().isEmpty()) {
        refusals.show(refusal, FORM);
      }
      refusal.fields().forEach(this::show);
      return null;
    }
  }

  private ProposalView proposed() {
    var caller = me.caller().orElseThrow();
    return switch (kind) {
      case MODIFY -> proposals.revise(caller, edit(), reason);
      case REMOVE -> proposals.deprecate(caller, shown().id(), reason);
      case RESTORE -> proposals.restore(caller, shown().id(), reason);
      case MERGE ->
          proposals.merge(caller, shown().domain(), shown().id(), choice.chosenIds(), reason);
      case ROLLBACK ->
          proposals.rollBack(
              caller, String.valueOf(domain), Integer.parseInt(String.valueOf(number)), reason);
      case null, default -> throw new IllegalStateException("not proposed here: " + kind);
    };
  }

  /** Confidence is shown in whole per cent: one that was not touched keeps its basis points. */
  private EditExperience edit() {
    UUID experienceId = shown().id();
    int present = shown().confidenceBasisPoints();
    boolean touched = confidence != present / BASIS_POINTS_PER_PERCENT;
    return new EditExperience(
        experienceId,
        text.strip(),
        touched ? confidence * BASIS_POINTS_PER_PERCENT : present,
        examples.stream()
            .filter(row -> !row.isEmpty())
            .map(row -> new SubmitExperience.Example(row.getInput(), row.getOutput()))
            .toList());
  }

  private ExperienceView shown() {
    ExperienceView found = experience;
    if (found == null) {
      throw new IllegalStateException("the form is about no experience");
    }
    return found;
  }

  public Amount getStake() {
    return parameters.amount(Parameter.EXPERIENCE_STAKE);
  }

  public int getMostWords() {
    return parameters.number(Parameter.EXPERIENCE_WORDS);
  }

  public @Nullable ChangeKind getKind() {
    return kind;
  }

  public @Nullable ExperienceView getExperience() {
    return experience;
  }

  public @Nullable LibraryVersionView getVersion() {
    return version;
  }

  public boolean isConfirming() {
    return confirming;
  }

  public @Nullable String getWanted() {
    return wanted;
  }

  public void setWanted(@Nullable String wanted) {
    this.wanted = wanted;
  }

  public @Nullable String getId() {
    return id;
  }

  public void setId(@Nullable String id) {
    this.id = id;
  }

  public @Nullable String getDomain() {
    return domain;
  }

  public void setDomain(@Nullable String domain) {
    this.domain = domain;
  }

  public @Nullable String getNumber() {
    return number;
  }

  public void setNumber(@Nullable String number) {
    this.number = number;
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

  public String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason == null ? "" : reason;
  }
}
