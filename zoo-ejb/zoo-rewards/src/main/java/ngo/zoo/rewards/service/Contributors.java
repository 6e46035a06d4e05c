package ngo.zoo.rewards.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.rewards.epoch.Contributions;
import ngo.zoo.rewards.BoardName;
import ngo.zoo.rewards.ContributionHours;
import ngo.zoo.rewards.DatasetContribution;
import ngo.zoo.rewards.LeaderBoard;
import ngo.zoo.rewards.LeaderRow;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/** What staff register of contributions, and the leader boards. */
@Stateless
public class Contributors {
  @Inject private Contributions contributions;
  @Inject private BusinessClock clock;

  /**
   * Registers a dataset of a member; it counts in the present epoch.
   *
   * @throws Refusal {@code role-missing} (403), {@code member-not-found} (404), {@code
   *     dataset-…-invalid} (400)
   */
  public DatasetContribution register(
      Caller caller, String login, String name, long records, int qualityBp) {
    caller.require(Role.STAFF);
    DatasetContribution dataset =
        new DatasetContribution(
            Ids.next(), member(caller, login), name, records, qualityBp, clock.now());
    contributions.add(dataset, caller.id());
    return dataset;
  }

  /**
   * Registers hours of a member; they count in the present epoch.
   *
   * @throws Refusal {@code role-missing} (403), {@code member-not-found} (404), {@code
   *     hours-invalid}, {@code reason-invalid} (400)
   */
  public ContributionHours register(Caller caller, String login, int hours, String reason) {
    caller.require(Role.STAFF);
    ContributionHours contribution =
        new ContributionHours(Ids.next(), member(caller, login), hours, reason, clock.now());
    contributions.add(contribution, caller.id());
    return contribution;
  }

  /** Nobody registers a contribution of their own. */
  private UUID member(Caller caller, String login) {
    UUID member =
        contributions
            .member(login.strip())
            .orElseThrow(() -> Refusal.notFound("member", login.strip()));
    if (member.equals(caller.id())) {
      throw Refusal.forbidden(
          "own-contribution", "Somebody else of the staff has to register what you contributed");
    }
    return member;
  }

  /**
   * The first places after finished epochs.
   *
   * @param epoch 0: all of them together
   */
  public List<LeaderRow> board(LeaderBoard board, int epoch) {
    return contributions.board(board, epoch);
  }

  /**
   * @throws Refusal {@code role-missing} for who is no member
   */
  public BoardName boardName(Caller caller) {
    return contributions.boardName(person(caller));
  }

  /** Whether the caller's own name stands on the boards. */
  public BoardName nameOnBoards(Caller caller, boolean named) {
    contributions.nameOnBoards(person(caller), named);
    return contributions.boardName(caller.id());
  }

  private static UUID person(Caller caller) {
    if (caller.kind() != Caller.Kind.PERSON) {
      throw Refusal.forbidden("role-missing", "Only people stand on the leader boards");
    }
    return caller.id();
  }
}
