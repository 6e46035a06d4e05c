package ngo.zoo.governance;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * A cast ballot; its id is the subject of its leaf in the log.
 *
 * @param custodial signed by the operator for a voter who signed in without a wallet
 */
public record BallotView(
    UUID id,
    UUID proposalId,
    UUID memberId,
    Support support,
    Amount power,
    String reason,
    boolean custodial,
    Instant castAt) {}
