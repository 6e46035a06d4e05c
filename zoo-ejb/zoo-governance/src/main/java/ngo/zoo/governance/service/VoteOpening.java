package ngo.zoo.governance.service;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import ngo.zoo.persistence.governance.Proposal;
import ngo.zoo.persistence.governance.ProposalRepository;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/**
 * Opens a vote: fixes the supply, the quorum, the approval and what each member may vote with.
 * Tokens that come or move later do not count; staked ones do.
 */
@ApplicationScoped
public class VoteOpening {
  @Inject private ProposalRepository proposals;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;
  @EJB private Accounts accounts;

  /** In the transaction that holds the proposal. */
  public void open(Proposal proposal) {
    proposal.open(
        clock.now(),
        parameters.duration(Parameter.VOTING_PERIOD),
        accounts.totalSupply(),
        parameters.number(Parameter.QUORUM),
        parameters.number(Parameter.APPROVAL));
    proposals.snapshot(proposal.id(), accounts.votingPower());
  }
}
