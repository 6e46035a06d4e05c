package ngo.zoo.governance.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.governance.BallotView;
import ngo.zoo.governance.Support;
import ngo.zoo.governance.rules.VoteRecords;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.TransparencyLog;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.governance.Ballot;
import ngo.zoo.persistence.governance.BallotRepository;
import ngo.zoo.persistence.governance.Proposal;
import ngo.zoo.persistence.governance.ProposalRepository;
import ngo.zoo.persistence.log.OperatorKey;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Refusal;

/**
 * Takes ballots. Rules, count and leaf are one transaction under the lock of the proposal's row, so
 * that no ballot is counted twice, late, or without standing in the log.
 */
@ApplicationScoped
public class BallotBox {
  private static final int LONGEST_REASON = 2000;

  @Inject private ProposalRepository proposals;
  @Inject private BallotRepository ballots;
  @Inject private TransparencyLog log;
  @Inject private OperatorKey operator;
  @Inject private BusinessClock clock;

  /** Casts a member's ballot; signed by the operator on their behalf and marked so. */
  public BallotView cast(UUID memberId, UUID proposalId, Support support, String reason) {
    if (reason.length() > LONGEST_REASON) {
      throw Refusal.field("reason-length", "reason", "Give a reason of at most 2000 characters");
    }
    Proposal proposal =
        proposals.lock(proposalId).orElseThrow(() -> Refusal.notFound("proposal", proposalId));
    // One reading, taken under the lock: a ballot that is dated too late was refused.
    Instant now = clock.now();
    Amount power = admit(memberId, proposal, now);
    BallotView ballot =
        new BallotView(Ids.next(), proposalId, memberId, support, power, reason, true, now);
    proposal.count(support, power);
    String leaf =
        log.append(LeafKind.BALLOT, ballot.id(), VoteRecords.ballot(ballot, proposal.textHash()));
    ballots.add(Ballot.of(ballot, operator.sign(leaf.getBytes(StandardCharsets.UTF_8))));
    return ballot;
  }

  private Amount admit(UUID memberId, Proposal proposal, Instant now) {
    if (!proposal.openAt(now)) {
      throw Refusal.conflict(
          "voting-closed", "No ballots are taken on this proposal; see its status and dates");
    }
    if (ballots.of(memberId, proposal.id()).isPresent()) {
      throw Refusal.conflict(
          "already-voted", "You have voted on this proposal; a ballot cannot be changed");
    }
    Amount power = proposals.power(proposal.id(), memberId);
    if (power.isZero()) {
      throw Refusal.forbidden(
          "no-voting-power", "You held no KEEPER when this vote opened, so you cannot vote on it");
    }
    return power;
  }
}
