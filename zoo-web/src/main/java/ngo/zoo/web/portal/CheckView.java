package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.HoldReason;
import ngo.zoo.ledger.NearDuplicate;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.TextCheck;
import ngo.zoo.ledger.rules.SubmissionRules;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** What the form rules and the library say of a text while it is typed. */
@Named
@ViewScoped
public class CheckView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Experiences experiences;
  @Inject Parameters parameters;

  private @Nullable TextCheck check;
  private @Nullable ExperienceView known;
  private Map<String, String> faults = Map.of();
  private List<HoldReason> holds = List.of();
  private List<NearDuplicate> nearDuplicates = List.of();
  private boolean nearDuplicatesUnknown;

  /** Looks at the submission as it stands; at the library only once the text's form is right. */
  public void look(SubmitExperience submission) {
    String text = submission.text();
    check = text.isBlank() ? null : experiences.check(text);
    known = null;
    nearDuplicatesUnknown = false;
    nearDuplicates = List.of();
    faults = new HashMap<>(SubmissionRules.faults(submission, mostWords()));
    holds = faults.isEmpty() ? SubmissionRules.holds(submission) : List.of();
    faults.remove("text");
    if (check != null && check.errors().isEmpty() && !submission.domain().isBlank()) {
      known = experiences.known(submission.domain(), text).orElse(null);
      findNear(submission.domain(), text);
    }
  }

  private int mostWords() {
    return parameters.number(Parameter.EXPERIENCE_WORDS);
  }

  private void findNear(String domain, String text) {
    try {
      nearDuplicates = experiences.nearDuplicates(domain, text);
    } catch (Refusal unavailable) {
      nearDuplicatesUnknown = true;
    }
  }

  public @Nullable TextCheck getCheck() {
    return check;
  }

  /** The experience that says the same in the same words; submitting is refused. */
  public @Nullable ExperienceView getKnown() {
    return known;
  }

  /** What is wrong beside the text. */
  public Collection<String> getFaults() {
    return faults.values();
  }

  /** Why a person would look at it first. */
  public List<HoldReason> getHolds() {
    return holds;
  }

  public List<NearDuplicate> getNearDuplicates() {
    return nearDuplicates;
  }

  /** True when the operator's node is down: then nobody can say how near others are. */
  public boolean isNearDuplicatesUnknown() {
    return nearDuplicatesUnknown;
  }
}
