package ngo.zoo.persistence.governance;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.governance.BallotView;
import ngo.zoo.governance.Support;
import ngo.zoo.shared.Amount;
import org.hibernate.annotations.Immutable;

/** A cast vote; one per member and proposal, never changed. */
@Entity
@Immutable
@Table(name = "ballot")
public class Ballot {
  @Id private UUID id;

  @Column(name = "proposal_id")
  private UUID proposalId;

  @Column(name = "member_id")
  private UUID memberId;

  @Enumerated(EnumType.STRING)
  private Support support;

  @Column(precision = 78)
  private BigInteger power;

  private String reason;
  private boolean custodial;
  private byte[] signature;

  @Column(name = "cast_at")
  private Instant castAt;

  protected Ballot() {}

  private Ballot(BallotView view, byte[] signature) {
    this.id = view.id();
    this.proposalId = view.proposalId();
    this.memberId = view.memberId();
    this.support = view.support();
    this.power = view.power().units();
    this.reason = view.reason();
    this.custodial = view.custodial();
    this.signature = signature.clone();
    this.castAt = view.castAt();
  }

  /**
   * A ballot as it goes into the log.
   *
   * @param signature Ed25519 over the canonical JSON of the ballot's leaf
   */
  public static Ballot of(BallotView view, byte[] signature) {
    return new Ballot(view, signature);
  }

  BallotView view() {
    return new BallotView(
        id, proposalId, memberId, support, Amount.keeper(power), reason, custodial, castAt);
  }
}
