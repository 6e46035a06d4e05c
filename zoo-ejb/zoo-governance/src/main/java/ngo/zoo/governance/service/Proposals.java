package ngo.zoo.governance.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import ngo.zoo.governance.BallotView;
import ngo.zoo.governance.ProposalKind;
import ngo.zoo.governance.ProposalStatus;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.Support;
import ngo.zoo.governance.rules.ChangeText;
import ngo.zoo.governance.rules.ParameterRule;
import ngo.zoo.governance.rules.ProposalText;
import ngo.zoo.ledger.ChangeKind;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryChange;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.governance.BallotRepository;
import ngo.zoo.persistence.governance.Proposal;
import ngo.zoo.persistence.governance.ProposalRepository;
import ngo.zoo.rewards.StakePurpose;
import ngo.zoo.rewards.service.Stakes;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Proposals and ballots. */
@Stateless
public class Proposals {
  private static final Logger LOG = Logger.getLogger(Proposals.class);

  @Inject private ProposalRepository proposals;
  @Inject private BallotRepository ballots;
  @Inject private VoteOpening opening;
  @Inject private ChangeVotes votes;
  @Inject private BallotBox box;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;
  @EJB private VoteClosing closing;
  @EJB private Experiences experiences;
  @EJB private Stakes stakes;

  /**
   * Locks the stake, stores the experience and opens its vote (or leaves it PENDING until the
   * experience is embedded).
   *
   * @throws ngo.zoo.shared.Refusal {@code role-missing}, {@code experience-form}, {@code
   *     insufficient-funds}
   */
  public ProposalView submitExperience(Caller caller, SubmitExperience submission) {
    UUID author = member(caller);
    // First, because it asks the embedding node: no row is locked while that takes its time.
    ExperienceView experience = experiences.submit(author, submission);
    LibraryChange change =
        new LibraryChange(
            ChangeKind.ADD, experience.domain(), List.of(experience.id()), List.of(), null);
    boolean open = experience.status() == ExperienceStatus.IN_VOTE;
    return proposal(votes.propose(author, ChangeText.add(experience), change, open));
  }

  /**
   * Proposes a new value for a governed parameter, by ZIP. The body gets a line that says what is
   * set to what, so that ballots are bound to it.
   *
   * @throws ngo.zoo.shared.Refusal {@code role-missing}, {@code parameter-value}, {@code
   *     proposal-title}, {@code proposal-body}, {@code insufficient-funds}
   */
  public ProposalView proposeParameter(
      Caller caller, String title, String body, Parameter parameter, String value) {
    UUID proposer = member(caller);
    String checked = ParameterRule.check(parameter, value);
    String effect = "Sets " + parameter.key() + " to " + checked + ".";
    Proposal zip = zip(proposer, new ProposalText(title, body.strip() + "\n\n" + effect));
    return opened(zip.setting(parameter, checked));
  }

  /**
   * Proposes a text (no action), by ZIP.
   *
   * @throws ngo.zoo.shared.Refusal {@code role-missing}, {@code proposal-title}, {@code
   *     proposal-body}, {@code insufficient-funds}
   */
  public ProposalView proposeText(Caller caller, String title, String body) {
    return opened(zip(member(caller), new ProposalText(title, body)));
  }

  /**
   * Casts the caller's ballot with the power held at the snapshot; a leaf of the log.
   *
   * @throws ngo.zoo.shared.Refusal {@code voting-closed}, {@code no-voting-power}, {@code
   *     already-voted} (409), {@code role-missing}
   */
  public BallotView castVote(Caller caller, UUID proposalId, Support support, String reason) {
    return box.cast(member(caller), proposalId, support, reason.strip());
  }

  /**
   * @throws ngo.zoo.shared.Refusal {@code proposal-not-found}
   */
  public ProposalView proposal(UUID id) {
    return proposals.view(id).orElseThrow(() -> Refusal.notFound("proposal", id));
  }

  /** Newest first; null kind or status means any. */
  public Page<ProposalView> page(
      @Nullable ProposalKind kind, @Nullable ProposalStatus status, PageRequest request) {
    return proposals.page(kind, status, request);
  }

  /** Newest first. */
  public Page<BallotView> ballots(UUID proposalId, PageRequest request) {
    return ballots.page(proposalId, request);
  }

  /** The caller's ballot on a proposal, or null when they have not voted. */
  public @Nullable BallotView ballotOf(UUID memberId, UUID proposalId) {
    return ballots.of(memberId, proposalId).orElse(null);
  }

  /** Power the member may vote with on this proposal; zero units when none. */
  public Amount powerOf(UUID memberId, UUID proposalId) {
    return proposals.power(proposalId, memberId);
  }

  /**
   * The proposer takes a PENDING one back; the stake is returned.
   *
   * @throws ngo.zoo.shared.Refusal {@code proposal-not-found}, {@code not-the-proposer} (403),
   *     {@code voting-opened} (409)
   */
  public ProposalView cancel(Caller caller, UUID proposalId) {
    UUID member = member(caller);
    Proposal proposal =
        proposals.lock(proposalId).orElseThrow(() -> Refusal.notFound("proposal", proposalId));
    if (!proposal.proposerId().equals(member)) {
      throw Refusal.forbidden(
          "not-the-proposer", "Only who made a proposal can take it back while it is pending");
    }
    proposal.cancel(clock.now());
    votes.end(proposal);
    stakes.giveBack(proposal.stakeId());
    return proposal(proposalId);
  }

  /**
   * Counts votes whose period is over and carries the result out, one transaction each: what the
   * caller has not committed is not seen. Returns how many.
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public int closeDue() {
    int closed = 0;
    for (UUID id : proposals.due(clock.now())) {
      closed += alone(id, closing::close) ? 1 : 0;
    }
    proposals.succeeded().forEach(id -> alone(id, closing::execute));
    return closed;
  }

  private static boolean alone(UUID id, Predicate<UUID> step) {
    try {
      return step.test(id);
    } catch (RuntimeException e) {
      LOG.warnf(e, "The vote on proposal %s could not be ended; tried again later", id);
      return false;
    }
  }

  private Proposal zip(UUID proposer, ProposalText text) {
    UUID id = Ids.next();
    Amount amount = parameters.amount(Parameter.PROPOSAL_STAKE);
    UUID stake = stakes.lock(proposer, amount, StakePurpose.PROPOSAL, id);
    long number = proposals.nextNumber(ProposalKind.ZIP);
    return Proposal.zip(id, number, text, proposer, stake, clock.now());
  }

  private ProposalView opened(Proposal proposal) {
    proposals.add(proposal);
    opening.open(proposal);
    return proposal(proposal.id());
  }

  static UUID member(Caller caller) {
    caller.require(Role.MEMBER);
    if (caller.kind() != Caller.Kind.PERSON) {
      throw Refusal.forbidden("role-missing", "Only members propose and vote, in person");
    }
    return caller.id();
  }
}
