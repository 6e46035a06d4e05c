package ngo.zoo.persistence.governance;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import ngo.zoo.governance.ProposalKind;
import ngo.zoo.governance.ProposalStatus;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.Support;
import ngo.zoo.governance.rules.ProposalText;
import ngo.zoo.governance.rules.Tally;
import ngo.zoo.ledger.ChangeKind;
import ngo.zoo.ledger.LibraryChange;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Something the members decide. PENDING until its vote opens (an experience waits there for its
 * embedding); ACTIVE until the period is over; then DEFEATED, or SUCCEEDED and, in the same
 * transaction, EXECUTED (or later, when the library it adds to was full), or LAPSED when what it
 * would change has moved on. CANCELED by its proposer while PENDING. Supply, quorum and approval
 * are fixed when the vote opens: a parameter changed later does not move the goal.
 */
@Entity
@Table(name = "proposal")
public class Proposal {
  @Id private UUID id;
  private long number;

  @Enumerated(EnumType.STRING)
  private ProposalKind kind;

  private String title;
  private String body;

  @Column(name = "text_hash")
  private byte[] textHash;

  @Column(name = "proposer_id")
  private UUID proposerId;

  @Column(name = "experience_id")
  private @Nullable UUID experienceId;

  @Enumerated(EnumType.STRING)
  private @Nullable ChangeKind change;

  private @Nullable String domain;

  @Column(name = "target_version")
  private @Nullable Integer targetVersion;

  private String outcome = "";

  @Column(name = "parameter_key")
  private @Nullable String parameterKey;

  @Column(name = "parameter_new")
  private @Nullable String parameterNew;

  @Column(name = "stake_id")
  private UUID stakeId;

  @Enumerated(EnumType.STRING)
  private ProposalStatus status;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "opened_at")
  private @Nullable Instant openedAt;

  @Column(name = "closes_at")
  private @Nullable Instant closesAt;

  @Column(name = "closed_at")
  private @Nullable Instant closedAt;

  @Column(name = "total_supply", precision = 78)
  private @Nullable BigInteger totalSupply;

  @Column(name = "quorum_bp")
  private @Nullable Integer quorum;

  @Column(name = "approval_bp")
  private @Nullable Integer approval;

  @Column(name = "power_for", precision = 78)
  private BigInteger powerFor = BigInteger.ZERO;

  @Column(name = "power_against", precision = 78)
  private BigInteger powerAgainst = BigInteger.ZERO;

  @Column(name = "power_abstain", precision = 78)
  private BigInteger powerAbstain = BigInteger.ZERO;

  @Version private long version;

  protected Proposal() {}

  private Proposal(
      UUID id,
      long number,
      ProposalKind kind,
      ProposalText text,
      UUID proposerId,
      UUID stakeId,
      Instant createdAt) {
    this.id = id;
    this.number = number;
    this.kind = kind;
    this.title = text.title();
    this.body = text.body();
    this.textHash = text.hash();
    this.proposerId = proposerId;
    this.stakeId = stakeId;
    this.status = ProposalStatus.PENDING;
    this.createdAt = createdAt;
  }

  /** An improvement proposal whose id its stake knows already. */
  public static Proposal zip(
      UUID id, long number, ProposalText text, UUID proposerId, UUID stakeId, Instant createdAt) {
    return new Proposal(id, number, ProposalKind.ZIP, text, proposerId, stakeId, createdAt);
  }

  /** The vote on a change of a library. */
  public static Proposal change(
      UUID id,
      long number,
      ProposalText text,
      UUID proposerId,
      UUID stakeId,
      Instant createdAt,
      LibraryChange change) {
    Proposal proposal =
        new Proposal(id, number, ProposalKind.EXPERIENCE, text, proposerId, stakeId, createdAt);
    proposal.change = change.kind();
    proposal.domain = change.domain();
    proposal.targetVersion = change.version();
    proposal.experienceId =
        Stream.concat(change.in().stream(), change.out().stream()).findFirst().orElse(null);
    return proposal;
  }

  /** What the proposal does when it succeeds. */
  public Proposal setting(Parameter parameter, String value) {
    parameterKey = parameter.key();
    parameterNew = value;
    return this;
  }

  /** Opens the vote of a PENDING proposal. */
  public void open(
      Instant now, Duration period, Amount supply, int quorumNeeded, int approvalNeeded) {
    expect(ProposalStatus.PENDING);
    status = ProposalStatus.ACTIVE;
    openedAt = now;
    closesAt = now.plus(period);
    totalSupply = supply.units();
    quorum = quorumNeeded;
    approval = approvalNeeded;
  }

  public boolean pending() {
    return status == ProposalStatus.PENDING;
  }

  /** Whether ballots are taken at this business time; the end itself is too late. */
  public boolean openAt(Instant now) {
    return status == ProposalStatus.ACTIVE && closesAt != null && now.isBefore(closesAt);
  }

  /** Whether the period of an open vote is over. */
  public boolean overAt(Instant now) {
    return status == ProposalStatus.ACTIVE && !openAt(now);
  }

  /** Counts one ballot. */
  public void count(Support support, Amount power) {
    expect(ProposalStatus.ACTIVE);
    switch (support) {
      case FOR -> powerFor = powerFor.add(power.units());
      case AGAINST -> powerAgainst = powerAgainst.add(power.units());
      case ABSTAIN -> powerAbstain = powerAbstain.add(power.units());
    }
  }

  /**
   * Ends the vote.
   *
   * @return the final count
   */
  public Tally close(Instant now) {
    expect(ProposalStatus.ACTIVE);
    Tally tally = tally();
    status = tally.succeeded() ? ProposalStatus.SUCCEEDED : ProposalStatus.DEFEATED;
    closedAt = now;
    return tally;
  }

  /** Its effect is in force. */
  public void executed() {
    expect(ProposalStatus.SUCCEEDED);
    status = ProposalStatus.EXECUTED;
    outcome = "";
  }

  /** It cannot be carried out yet, and why. */
  public void waits(String reason) {
    expect(ProposalStatus.SUCCEEDED);
    outcome = reason;
  }

  /** It can never be carried out, and why. */
  public void lapse(String reason) {
    expect(ProposalStatus.SUCCEEDED);
    status = ProposalStatus.LAPSED;
    outcome = reason;
  }

  /**
   * The proposer takes it back.
   *
   * @throws Refusal {@code voting-opened} once it is not PENDING any more
   */
  public void cancel(Instant now) {
    if (!pending()) {
      throw Refusal.conflict(
          "voting-opened", "Only a pending proposal can be taken back; this one is " + status);
    }
    status = ProposalStatus.CANCELED;
    closedAt = now;
  }

  /** The count so far, of a proposal whose vote was opened. */
  public Tally tally() {
    if (totalSupply == null || quorum == null || approval == null) {
      throw new IllegalStateException("the vote on proposal " + id + " was never opened");
    }
    return new Tally(powerFor, powerAgainst, powerAbstain, totalSupply, quorum, approval);
  }

  ProposalView view(String proposer, Amount stake) {
    return new ProposalView(
        id,
        number,
        kind,
        title,
        body,
        textHash(),
        proposerId,
        proposer,
        experienceId,
        status,
        stake,
        createdAt,
        openedAt,
        closesAt,
        closedAt,
        openedAt == null ? null : tally().view(),
        change,
        domain,
        targetVersion,
        outcome);
  }

  public UUID id() {
    return id;
  }

  public long number() {
    return number;
  }

  public ProposalKind kind() {
    return kind;
  }

  public ProposalStatus status() {
    return status;
  }

  /** Hex of the SHA-256 over title, newline and body. */
  public String textHash() {
    return HexFormat.of().formatHex(textHash);
  }

  public UUID proposerId() {
    return proposerId;
  }

  public UUID stakeId() {
    return stakeId;
  }

  public @Nullable UUID experienceId() {
    return experienceId;
  }

  /** What it does with experiences; null when it is about none. */
  public @Nullable ChangeKind change() {
    return change;
  }

  /** The library it changes; null when it changes none. */
  public @Nullable String domain() {
    return domain;
  }

  /** The version a rollback goes back to. */
  public @Nullable Integer targetVersion() {
    return targetVersion;
  }

  /** Key of the parameter it changes, null when it changes none. */
  public @Nullable String parameterKey() {
    return parameterKey;
  }

  public @Nullable String parameterNew() {
    return parameterNew;
  }

  private void expect(ProposalStatus expected) {
    if (status != expected) {
      throw new IllegalStateException(
          "proposal " + id + " is " + status + ", expected " + expected);
    }
  }
}
