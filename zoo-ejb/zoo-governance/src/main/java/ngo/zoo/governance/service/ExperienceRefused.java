package ngo.zoo.governance.service;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import ngo.zoo.ledger.service.Moderation;
import ngo.zoo.persistence.governance.Proposal;
import ngo.zoo.persistence.governance.ProposalRepository;
import ngo.zoo.rewards.service.Stakes;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.OutboxHandler;

/**
 * Ends the proposal of an experience that a reviewer refused; its stake goes back. A proposal that
 * is not pending any more, because its proposer was quicker, is left alone.
 */
@ApplicationScoped
public class ExperienceRefused implements OutboxHandler {
  @Inject private ProposalRepository proposals;
  @Inject private BusinessClock clock;
  @Inject private ChangeVotes votes;
  @EJB private Stakes stakes;

  @Override
  public String listener() {
    return Moderation.LISTENER;
  }

  @Override
  public void handle(String type, UUID experienceId, String payload) {
    if (!type.equals(Moderation.REFUSED)) {
      throw new IllegalArgumentException(Moderation.LISTENER + " knows no fact " + type);
    }
    proposals
        .pendingOn(experienceId)
        .flatMap(proposals::lock)
        .filter(Proposal::pending)
        .ifPresent(this::end);
  }

  private void end(Proposal proposal) {
    proposal.cancel(clock.now());
    votes.end(proposal);
    stakes.giveBack(proposal.stakeId());
  }
}
