package ngo.zoo.ledger.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.rules.DuplicateRule;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.ledger.rules.SubmissionRules;
import ngo.zoo.ledger.rules.TextRules;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.ledger.ExperienceQueries;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;

/** What every experience passes before it is stored, whether submitted or part of first content. */
@ApplicationScoped
public class Admission {
  @Inject Parameters parameters;
  @Inject BusinessClock clock;
  @Inject ExperienceQueries experiences;

  /**
   * @throws Refusal {@code experience-form} with what is wrong per field
   */
  public void checkForm(SubmitExperience submission) {
    Map<String, String> faults =
        SubmissionRules.faults(submission, parameters.number(Parameter.EXPERIENCE_WORDS));
    if (!faults.isEmpty()) {
      throw new Refusal(
          Refusal.Kind.INVALID, "experience-form", String.join(" ", faults.values()), faults);
    }
  }

  /**
   * @throws Refusal {@code experience-known} when the library has the text or votes on it
   */
  public void checkNew(SubmitExperience submission) {
    UUID known = experiences.known(submission.domain(), DuplicateRule.key(submission.text()));
    if (known != null) {
      throw Refusal.conflict("experience-known", "The library knows this already: " + known);
    }
  }

  /** The part that is committed to, as of now. */
  public ExperienceCore core(UUID authorId, SubmitExperience submission) {
    return new ExperienceCore(
        Ids.next(),
        submission.domain(),
        TextRules.normalise(submission.text()),
        submission.confidenceBasisPoints(),
        submission.examples(),
        clock.now(),
        authorId);
  }
}
