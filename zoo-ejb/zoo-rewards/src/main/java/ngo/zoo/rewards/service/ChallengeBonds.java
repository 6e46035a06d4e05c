package ngo.zoo.rewards.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import ngo.zoo.persistence.rewards.Holds;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/**
 * What challengers put aside with their objections: given back when people or time find for them or
 * too few people came to decide, the treasury's when the answer stands. Each step is done once,
 * whoever repeats it.
 */
@Stateless
public class ChallengeBonds {
  /** No dispute lasts as long; should one be forgotten, its bond comes back by itself. */
  private static final Duration LONGEST = Duration.ofDays(365);

  @Inject private Holds holds;
  @Inject private Parameters parameters;

  /**
   * Puts the governed bond aside.
   *
   * @param challenge what it stands for
   * @throws ngo.zoo.shared.Refusal {@code insufficient-funds} (402)
   */
  public void put(UUID challenge, Caller challenger) {
    UUID organisation = challenger.organisationId();
    holds.open(
        new Holds.Terms(
            challenge,
            CauseKind.STAKE,
            challenge,
            organisation == null ? AccountKind.MEMBER : AccountKind.ORGANISATION,
            organisation == null ? challenger.id() : organisation,
            parameters.amount(Parameter.CHALLENGE_BOND),
            LONGEST,
            "Bond of an objection"));
  }

  /** The objection holds, or nobody has found that it does not. */
  public void giveBack(UUID challenge) {
    if (holds.find(challenge).isPresent()) {
      holds.close(challenge, "Bond of an objection given back");
    }
  }

  /** The answer stands. */
  public void lose(UUID challenge) {
    holds
        .find(challenge)
        .ifPresent(
            bond -> {
              holds.draw(
                  bond,
                  bond.amount(),
                  "Bond of an objection that failed",
                  (before, total) ->
                      List.of(
                          new PostEntry.Line(
                              AccountKind.TREASURY, Accounts.FOUNDATION, total.minus(before))));
              holds.close(challenge, "Bond of an objection that failed");
            });
  }
}
