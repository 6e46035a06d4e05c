package ngo.zoo.governance.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import ngo.zoo.governance.ProposalKind;
import ngo.zoo.governance.ProposalStatus;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.Support;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.PageRequest;

/** One proposal that was voted on and closed, and one that is open. Resumes where it stopped. */
@ApplicationScoped
public class FirstProposals {
  private static final String CHARTER = "community-charter.md";
  private static final String MEASURING = "measure-experiences.md";
  private static final int MOST = 200;

  @Inject Proposals proposals;
  @Inject BusinessClock clock;

  /** Whether all of it is there. */
  public boolean done(Map<String, Caller> people) {
    return find(FirstContent.proposal(MEASURING))
        .map(p -> proposals.ballotOf(FirstContent.of(people, "omar").id(), p.id()) != null)
        .orElse(false);
  }

  /** Opened ten days ago, hence closed. */
  public void closed(Map<String, Caller> people, Instant now) {
    Instant opened = now.minus(Duration.ofDays(10));
    ProposalView charter = propose(people, "maya", CHARTER, opened);
    if (charter.status() != ProposalStatus.ACTIVE) {
      return;
    }
    Voting voting = new Voting(people, charter);
    voting.cast("maya", Support.FOR, "I wrote it with many of you.", opened.plus(hours(2)));
    voting.cast(
        "lin", Support.FOR, "Point 4 alone is worth it: no hidden text.", opened.plus(hours(20)));
    voting.cast(
        "tomas",
        Support.AGAINST,
        "Good promises, but nothing happens to those who break them.",
        opened.plus(hours(49)));
    voting.cast("ada", Support.FOR, "", opened.plus(hours(75)));
    voting.cast(
        "omar", Support.FOR, "Sanctions can follow in another ZIP.", opened.plus(hours(120)));
    Instant deadline = charter.closesAt() == null ? now : charter.closesAt();
    clock.at(deadline.plusSeconds(60), proposals::closeDue);
  }

  /** Opened yesterday. */
  public void open(Map<String, Caller> people, Instant now) {
    Instant opened = now.minus(Duration.ofDays(1));
    Voting voting = new Voting(people, propose(people, "lin", MEASURING, opened));
    voting.cast(
        "ada", Support.FOR, "I would rather see figures than adjectives.", opened.plus(hours(3)));
    voting.cast(
        "omar",
        Support.ABSTAIN,
        "I wait for what the trial runs would cost.",
        opened.plus(hours(9)));
  }

  private ProposalView propose(
      Map<String, Caller> people, String proposer, String file, Instant opened) {
    FirstContent.ProposalFile text = FirstContent.proposal(file);
    Caller caller = FirstContent.of(people, proposer);
    if (find(text).isEmpty()) {
      clock.at(opened, () -> proposals.proposeText(caller, text.title(), text.body()));
    }
    return find(text).orElseThrow();
  }

  private Optional<ProposalView> find(FirstContent.ProposalFile text) {
    return proposals.page(ProposalKind.ZIP, null, PageRequest.first(MOST)).items().stream()
        .filter(p -> p.title().equals(text.title()))
        .findFirst();
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  /** Casts the ballots on one proposal that are not cast yet. */
  private final class Voting {
    private final Map<String, Caller> people;
    private final ProposalView proposal;

    Voting(Map<String, Caller> people, ProposalView proposal) {
      this.people = people;
      this.proposal = proposal;
    }

    void cast(String login, Support support, String reason, Instant when) {
      Caller voter = FirstContent.of(people, login);
      if (proposals.ballotOf(voter.id(), proposal.id()) == null) {
        clock.at(when, () -> proposals.castVote(voter, proposal.id(), support, reason));
      }
    }
  }
}
