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
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.service.Experiences;
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
 * is full stays SUCCEEDED, with its stake, until there is room.
 */
@Stateless
public class VoteClosing {
  private static final Logger LOG = Logger.getLogger(VoteClosing.class);

  @Inject private ProposalRepository proposals;
  @Inject private BallotRepository ballots;
  @Inject private StoredParameters parameters;
  @Inject private TransparencyLog log;
  @Inject private BusinessClock clock;
  @EJB private Libraries libraries;
  @EJB private Experiences experiences;
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
   * @return whether it was carried out now
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public boolean execute(UUID proposalId) {
    Optional<Proposal> decided =
        proposals
            .lockUnlessHeld(proposalId)
            .filter(p -> p.status() == ProposalStatus.SUCCEEDED)
            .filter(this::isPossible);
    decided.ifPresent(proposal -> execute(proposal, clock.now()));
    return decided.isPresent();
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
    } else if (isPossible(proposal)) {
      execute(proposal, now);
    }
    LOG.infof("Vote on %s %d ended: %s", proposal.kind(), proposal.number(), proposal.status());
  }

  /** A full library must not keep a vote from ending: its decision waits for room. */
  private boolean isPossible(Proposal proposal) {
    UUID experience = proposal.experienceId();
    return experience == null || libraries.hasRoom(experiences.experience(experience).domain());
  }

  private void execute(Proposal proposal, Instant now) {
    UUID experience = proposal.experienceId();
    if (experience != null) {
      libraries.adopt(experience, VersionCause.PROPOSAL, proposal.id());
    }
    String value = proposal.parameterNew();
    if (value != null) {
      parameters.put(parameter(proposal.parameterKey()), value, proposal.id(), now);
    }
    stakes.giveBack(proposal.stakeId());
    proposal.executed();
  }

  private void turnDown(Proposal proposal, Tally tally) {
    UUID experience = proposal.experienceId();
    if (experience != null) {
      experiences.reject(experience);
    }
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
