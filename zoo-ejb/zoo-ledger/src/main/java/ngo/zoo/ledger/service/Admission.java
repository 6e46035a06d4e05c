package ngo.zoo.ledger.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.ledger.HoldReason;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.rules.DuplicateRule;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.ledger.rules.SubmissionRules;
import ngo.zoo.ledger.rules.TextRules;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.ledger.Experience;
import ngo.zoo.persistence.ledger.ExperienceQueries;
import ngo.zoo.persistence.ledger.ReviewStore;
import ngo.zoo.persistence.ledger.StoredVector;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Outbox;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;

/** What every experience passes before it is stored, whether submitted or part of first content. */
@ApplicationScoped
public class Admission {
  @Inject Parameters parameters;
  @Inject BusinessClock clock;
  @Inject ExperienceQueries experiences;
  @Inject ReviewStore reviews;
  @Inject Outbox outbox;

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
   * For what comes in without a vote and so without a review.
   *
   * @throws Refusal {@code experience-suspicious} with the reasons to hold it
   */
  public void checkPlain(SubmitExperience submission) {
    List<HoldReason> reasons = SubmissionRules.holds(submission);
    if (!reasons.isEmpty()) {
      HoldReason first = reasons.getFirst();
      throw Refusal.field(
          "experience-suspicious",
          first.field(),
          "A person would have to look at \"%s\" first (%s); leave it out"
              .formatted(first.words(), first.code()));
    }
  }

  /**
   * Sends a stored, QUEUED experience on: HELD for a person where there is reason to, else to its
   * vote or, without its vector, to whoever computes that. Of a held text nothing is computed.
   */
  public void sendOn(
      Experience experience,
      ExperienceCore core,
      List<HoldReason> holds,
      Optional<StoredVector> vector) {
    if (holds.isEmpty()) {
      vector.ifPresentOrElse(experience::embed, () -> EmbeddingFacts.submitted(outbox, core));
    } else {
      experience.hold();
      reviews.hold(Map.of(core.id(), holds));
    }
  }

  /**
   * @throws Refusal {@code experience-known} when the library has the text or votes on it
   */
  public void checkNew(SubmitExperience submission) {
    UUID known = experiences.known(submission.domain(), DuplicateRule.key(submission.text()));
    if (known != null) {
      throw Refusal.conflict(
          "experience-known",
          "The library knows this already; see /experience.xhtml?id=%s".formatted(known));
    }
  }

  /** The part that is committed to, as of now. */
  public ExperienceCore core(UUID authorId, SubmitExperience submission) {
    return new ExperienceCore(
        Ids.next(),
        submission.domain(),
        TextRules.normalise(submission.text()),
        submission.confidenceBasisPoints(),
        submission.examples().stream().map(SubmissionRules::normalise).toList(),
        clock.now(),
        authorId);
  }
}
