package ngo.zoo.ledger.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.ExperienceVoteView;
import ngo.zoo.ledger.VoteValue;
import ngo.zoo.persistence.ledger.Contributors;
import ngo.zoo.persistence.ledger.ExperienceQueries;
import ngo.zoo.persistence.ledger.ExperienceVotes;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/**
 * Votes up and down on experiences in use, one of each member, to be changed and taken back at
 * will. They decide nothing but its quality; into and out of libraries goes what governance's
 * ballots say.
 */
@Stateless
public class ExperienceRatings {
  @Inject ExperienceVotes votes;
  @Inject ExperienceQueries experiences;
  @Inject Contributors contributors;
  @Inject BusinessClock clock;

  /**
   * Sets the caller's vote; the same again changes nothing. Nobody votes on what pays them.
   *
   * @throws Refusal {@code experience-not-found}; {@code role-missing}; {@code own-experience}
   *     (403); {@code experience-not-in-use} (409)
   */
  public ExperienceVoteView cast(Caller caller, UUID experience, VoteValue value) {
    UUID member = member(caller);
    ExperienceView view = experiences.experience(experience);
    if (contributors.of(List.of(experience)).getOrDefault(experience, List.of()).contains(member)) {
      throw Refusal.forbidden(
          "own-experience", "Others vote on it, not you: you share in what it earns");
    }
    if (view.status() != ExperienceStatus.ADOPTED) {
      throw Refusal.conflict(
          "experience-not-in-use", "Votes up and down are for experiences that a library has");
    }
    votes.cast(experience, member, value, clock.now());
    return votes.of(experience, member);
  }

  /**
   * Takes the caller's vote back, if there is one; also of what left its library.
   *
   * @throws Refusal {@code experience-not-found}; {@code role-missing}
   */
  public ExperienceVoteView takeBack(Caller caller, UUID experience) {
    UUID member = member(caller);
    votes.takeBack(experience, member, clock.now());
    return votes.of(experience, member);
  }

  /**
   * The caller's vote.
   *
   * @throws Refusal {@code experience-not-found}; {@code role-missing}
   */
  public ExperienceVoteView of(Caller caller, UUID experience) {
    return votes.of(experience, member(caller));
  }

  private static UUID member(Caller caller) {
    return caller.require(Role.MEMBER).id();
  }
}
