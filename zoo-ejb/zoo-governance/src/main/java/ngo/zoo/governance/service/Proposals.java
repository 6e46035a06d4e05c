package ngo.zoo.governance.service;

import jakarta.ejb.Stateless;
import java.util.UUID;
import ngo.zoo.governance.BallotView;
import ngo.zoo.governance.ProposalKind;
import ngo.zoo.governance.ProposalStatus;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.Support;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Parameter;
import org.jspecify.annotations.Nullable;

/** Proposals and ballots. */
@Stateless
public class Proposals {
  /**
   * Locks the stake, stores the experience and opens its vote (or leaves it PENDING until the
   * experience is embedded).
   *
   * @throws ngo.zoo.shared.Refusal {@code role-missing}, {@code experience-form}, {@code
   *     insufficient-funds}
   */
  public ProposalView submitExperience(Caller caller, SubmitExperience submission) {
    throw new UnsupportedOperationException();
  }

  /** Proposes a new value for a governed parameter, by ZIP. */
  public ProposalView proposeParameter(
      Caller caller, String title, String body, Parameter parameter, String value) {
    throw new UnsupportedOperationException();
  }

  /** Proposes a text (no action), by ZIP. */
  public ProposalView proposeText(Caller caller, String title, String body) {
    throw new UnsupportedOperationException();
  }

  /**
   * Casts the caller's ballot with the power held at the snapshot; a leaf of the log.
   *
   * @throws ngo.zoo.shared.Refusal {@code voting-closed}, {@code no-voting-power}, {@code
   *     already-voted} (409), {@code role-missing}
   */
  public BallotView castVote(Caller caller, UUID proposalId, Support support, String reason) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws ngo.zoo.shared.Refusal {@code proposal-not-found}
   */
  public ProposalView proposal(UUID id) {
    throw new UnsupportedOperationException();
  }

  /** Newest first; null kind or status means any. */
  public Page<ProposalView> page(
      @Nullable ProposalKind kind, @Nullable ProposalStatus status, PageRequest request) {
    throw new UnsupportedOperationException();
  }

  /** Newest first. */
  public Page<BallotView> ballots(UUID proposalId, PageRequest request) {
    throw new UnsupportedOperationException();
  }

  /** The caller's ballot on a proposal, or null when they have not voted. */
  public @Nullable BallotView ballotOf(UUID memberId, UUID proposalId) {
    throw new UnsupportedOperationException();
  }

  /** Power the member may vote with on this proposal; zero units when none. */
  public ngo.zoo.shared.Amount powerOf(UUID memberId, UUID proposalId) {
    throw new UnsupportedOperationException();
  }

  /** The proposer takes a PENDING one back. */
  public ProposalView cancel(Caller caller, UUID proposalId) {
    throw new UnsupportedOperationException();
  }

  /** Counts votes whose period is over and carries the result out. Returns how many. */
  public int closeDue() {
    throw new UnsupportedOperationException();
  }
}
