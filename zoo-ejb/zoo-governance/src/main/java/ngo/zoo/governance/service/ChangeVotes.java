package ngo.zoo.governance.service;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.governance.ProposalKind;
import ngo.zoo.governance.rules.ProposalText;
import ngo.zoo.ledger.ChangeKind;
import ngo.zoo.ledger.LibraryChange;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.governance.Proposal;
import ngo.zoo.persistence.governance.ProposalRepository;
import ngo.zoo.persistence.governance.ProposedChanges;
import ngo.zoo.rewards.StakePurpose;
import ngo.zoo.rewards.service.Stakes;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/**
 * The votes on changes of libraries from their stake to their end, in the caller's transaction. An
 * experience is in one of them at most while it is open.
 */
@ApplicationScoped
public class ChangeVotes {
  @Inject ProposalRepository proposals;
  @Inject ProposedChanges changes;
  @Inject VoteOpening opening;
  @Inject Parameters parameters;
  @Inject BusinessClock clock;
  @EJB Stakes stakes;
  @EJB Experiences experiences;

  /**
   * Locks the stake and stores the proposal.
   *
   * @param open whether its vote opens now; else it waits for an embedding
   * @return its id
   * @throws ngo.zoo.shared.Refusal {@code experience-in-vote}, {@code library-in-vote}, {@code
   *     insufficient-funds}
   */
  public UUID propose(UUID proposer, ProposalText text, LibraryChange change, boolean open) {
    changes.checkFree(change.in());
    changes.checkFree(change.out());
    if (change.kind() == ChangeKind.ROLLBACK) {
      changes.checkNoRollback(change.domain());
    }
    UUID id = Ids.next();
    UUID stake =
        stakes.lock(
            proposer, parameters.amount(Parameter.EXPERIENCE_STAKE), StakePurpose.EXPERIENCE, id);
    long number = proposals.nextNumber(ProposalKind.EXPERIENCE);
    Proposal proposal = Proposal.change(id, number, text, proposer, stake, clock.now(), change);
    proposals.add(proposal);
    changes.add(id, change);
    if (open) {
      opening.open(proposal);
    }
    return id;
  }

  /** What the proposal changes; empty when it is about no library. */
  public Optional<LibraryChange> change(Proposal proposal) {
    return changes.change(proposal);
  }

  /**
   * The proposal is done with: others may be made about its experiences, and what it would have
   * brought in for the first time and did not is rejected.
   */
  public void end(Proposal proposal) {
    change(proposal)
        .ifPresent(
            change -> {
              change.in().forEach(experiences::reject);
              changes.release(proposal.id());
            });
  }
}
