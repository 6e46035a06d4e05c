package ngo.zoo.ledger.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.util.UUID;
import ngo.zoo.ledger.HeldExperience;
import ngo.zoo.ledger.ReviewState;
import ngo.zoo.ledger.rules.ReviewRules;
import ngo.zoo.persistence.ledger.Experience;
import ngo.zoo.persistence.ledger.ExperienceQueries;
import ngo.zoo.persistence.ledger.ExperienceStore;
import ngo.zoo.persistence.ledger.ReviewStore;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Outbox;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/**
 * Submissions and lines of imports that are held: staff release them to their vote, or into the
 * library that the import makes, or refuse them; never what they brought in themselves, and once.
 * What was refused is told to listener {@link #LISTENER}, which ends the proposal, if there is one,
 * and gives the stake back.
 */
@Stateless
public class Moderation {
  public static final String LISTENER = "governance-review";
  public static final String REFUSED = "experience-refused";

  @Inject ReviewStore reviews;
  @Inject ReleasedImports releasedImports;
  @Inject ExperienceStore experiences;
  @Inject ExperienceQueries queries;
  @Inject BusinessClock clock;
  @Inject Outbox outbox;

  /**
   * What waits oldest first, what is decided newest first.
   *
   * @throws Refusal {@code role-missing}
   */
  public Page<HeldExperience> page(Caller caller, ReviewState state, PageRequest request) {
    caller.require(Role.STAFF);
    return reviews.page(state, request);
  }

  /**
   * How many wait.
   *
   * @throws Refusal {@code role-missing}
   */
  public long waiting(Caller caller) {
    caller.require(Role.STAFF);
    return reviews.waiting();
  }

  /** How many of the caller's own wait. */
  public long ownWaiting(Caller caller) {
    return reviews.waiting(caller.id());
  }

  /**
   * Why an experience was held and what was decided, for its author and staff.
   *
   * @throws Refusal {@code experience-not-found}, also for everybody else
   */
  public HeldExperience review(Caller caller, UUID experienceId) {
    HeldExperience held = reviews.of(queries.experience(experienceId));
    if (!caller.has(Role.STAFF) && !held.experience().authorId().equals(caller.id())) {
      throw Refusal.notFound("review", experienceId);
    }
    return held;
  }

  /**
   * A submission to its vote, which opens once its vector is known; a line of an import into its
   * library.
   *
   * @throws Refusal {@code role-missing}, {@code own-submission}, {@code experience-not-found},
   *     {@code review-ended}, {@code library-voted-on}, {@code library-full} (409)
   */
  public HeldExperience release(Caller caller, UUID experienceId) {
    caller.require(Role.STAFF);
    Experience experience = experiences.lock(experienceId);
    UUID reviewer = ReviewRules.reviewer(caller, reviews.broughtBy(experienceId));
    experience.release();
    experiences.flush();
    reviews.decide(experienceId, true, "", reviewer, clock.now());
    reviews
        .importOf(experienceId)
        .ifPresentOrElse(
            importId -> releasedImports.takeIn(experience, importId),
            () -> EmbeddingFacts.submitted(outbox, experienceId, experience.text()));
    return review(caller, experienceId);
  }

  /**
   * Not to be voted on.
   *
   * @param reason told to the author
   * @throws Refusal {@code role-missing}, {@code own-submission}, {@code review-reason}, {@code
   *     experience-not-found}, {@code review-ended} (409)
   */
  public HeldExperience refuse(Caller caller, UUID experienceId, String reason) {
    caller.require(Role.STAFF);
    String told = ReviewRules.reason(reason);
    Experience experience = experiences.lock(experienceId);
    UUID reviewer = ReviewRules.reviewer(caller, reviews.broughtBy(experienceId));
    experience.refuse();
    experiences.flush();
    reviews.decide(experienceId, false, told, reviewer, clock.now());
    String payload =
        Json.createObjectBuilder().add("experience_id", experienceId.toString()).build().toString();
    outbox.add(LISTENER, REFUSED, experienceId, payload);
    return review(caller, experienceId);
  }
}
