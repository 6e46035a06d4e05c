package ngo.zoo.governance.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.governance.ProposalStatus;
import ngo.zoo.governance.rules.Tally;
import ngo.zoo.governance.rules.VoteRecords;
import ngo.zoo.ledger.ChangeOutcome;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.TransparencyLog;
import ngo.zoo.persistence.StoredParameters;
import ngo.zoo.persistence.governance.BallotRepository;
import ngo.zoo.persistence.governance.Proposal;
import ngo.zoo.persistence.governance.ProposalRepository;
import ngo.zoo.rewards.service.Stakes;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Parameter;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends one vote and carries its result out, all in one transaction: the result's leaf, the effect
 * and the stake. The stake goes back to the proposer on success and when too few voted to say
 * anything; it is burned when the members voted the proposal down. What succeeds while its library
 * is full stays SUCCEEDED, with its stake, until there is room; what its library has moved on from
 * lapses.
 */
@Stateless
public class VoteClosing {
  private static final Logger LOG = Logger.getLogger(VoteClosing.class);

  @Inject private ProposalRepository proposals;
  @Inject private BallotRepository ballots;
  @Inject private StoredParameters parameters;
  @Inject private TransparencyLog log;
  @Inject private BusinessClock clock;
  @Inject private ChangeVotes votes;
  @EJB private Libraries libraries;
  @EJB private Stakes stakes;

  /**
   * Ends the vote if its period is over and nobody else is at it.
   *
   * @return whether it was ended now
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public boolean close(UUID proposalId) {
    Instant now = clock.now();
    Optional<Proposal> due = proposals.lockUnlessHeld(proposalId).filter(p -> p.overAt(now));
    due.ifPresent(proposal -> close(proposal, now));
    return due.isPresent();
  }

  /**
   * Carries out what was decided when it could not be, if it can be now.
   *
   * @return whether it was carried out now, or is done with
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public boolean execute(UUID proposalId) {
    Optional<Proposal> decided =
        proposals.lockUnlessHeld(proposalId).filter(p -> p.status() == ProposalStatus.SUCCEEDED);
    decided.ifPresent(proposal -> carryOut(proposal, clock.now()));
    return decided.filter(p -> p.status() != ProposalStatus.SUCCEEDED).isPresent();
  }

  private void close(Proposal proposal, Instant now) {
    Tally tally = proposal.close(now);
    log.append(
        LeafKind.PROPOSAL_RESULT,
        proposal.id(),
        VoteRecords.result(
            proposal.id(), proposal.textHash(), tally, ballots.count(proposal.id()), now));
    if (!tally.succeeded()) {
      turnDown(proposal, tally);
    } else {
      carryOut(proposal, now);
    }
    LOG.infof("Vote on %s %d ended: %s", proposal.kind(), proposal.number(), proposal.status());
  }

  /** A library that cannot take it must not keep a vote from ending: its decision waits. */
  private void carryOut(Proposal proposal, Instant now) {
    ChangeOutcome outcome =
        votes
            .change(proposal)
            .map(change -> libraries.apply(change, proposal.id()))
            .orElseGet(() -> ChangeOutcome.done(0));
    switch (outcome.state()) {
      case DONE -> execute(proposal, now);
      case WAITING, FULL -> proposal.waits(outcome.reason());
      case LAPSED -> lapse(proposal, outcome.reason());
    }
  }

  private void execute(Proposal proposal, Instant now) {
    String value = proposal.parameterNew();
    if (value != null) {
      parameters.put(parameter(proposal.parameterKey()), value, proposal.id(), now);
    }
    votes.end(proposal);
    stakes.giveBack(proposal.stakeId());
    proposal.executed();
  }

  private void lapse(Proposal proposal, String reason) {
    votes.end(proposal);
    stakes.giveBack(proposal.stakeId());
    proposal.lapse(reason);
  }

  private void turnDown(Proposal proposal, Tally tally) {
    votes.end(proposal);
    if (tally.quorumReached()) {
      stakes.burn(proposal.stakeId());
    } else {
      stakes.giveBack(proposal.stakeId());
    }
  }

  private static Parameter parameter(@Nullable String key) {
    return Arrays.stream(Parameter.values())
        .filter(parameter -> parameter.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no parameter " + key));
  }
}
