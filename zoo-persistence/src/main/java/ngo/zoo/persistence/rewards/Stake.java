package ngo.zoo.persistence.rewards;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.persistence.Ids;
import ngo.zoo.rewards.StakePurpose;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * KEEPER a member has locked behind something. LOCKED, then RETURNED, BURNED or SLASHED once; the
 * money itself is on the member's STAKE account.
 */
@Entity
@Table(name = "stake")
public class Stake {
  @Id private UUID id;

  @Column(name = "member_id")
  private UUID memberId;

  @Column(precision = 78)
  private BigInteger amount;

  @Enumerated(EnumType.STRING)
  private StakePurpose purpose;

  @Column(name = "purpose_id")
  private UUID purposeId;

  @Enumerated(EnumType.STRING)
  private StakeStatus status;

  @Column(name = "locked_at")
  private Instant lockedAt;

  @Column(name = "released_at")
  private @Nullable Instant releasedAt;

  protected Stake() {}

  public Stake(
      UUID memberId, Amount amount, StakePurpose purpose, UUID purposeId, Instant lockedAt) {
    this.id = Ids.next();
    this.memberId = memberId;
    this.amount = amount.units();
    this.purpose = purpose;
    this.purposeId = purposeId;
    this.status = StakeStatus.LOCKED;
    this.lockedAt = lockedAt;
  }

  /**
   * Ends the lock.
   *
   * @return false when it had ended before; then nothing changes
   */
  public boolean end(StakeStatus how, Instant at) {
    if (status != StakeStatus.LOCKED) {
      return false;
    }
    status = how;
    releasedAt = at;
    return true;
  }

  public UUID id() {
    return id;
  }

  public UUID memberId() {
    return memberId;
  }

  public Amount amount() {
    return Amount.keeper(amount);
  }
}
