package ngo.zoo.rewards;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A part of a stake on its way back.
 *
 * @param amount what is left of it after slashes
 * @param dueAt when it is on the member's account
 * @param endedAt null while it is unbonding
 */
public record UnbondingView(
    UUID id,
    UUID stakeId,
    StakeRole role,
    String label,
    Amount amount,
    UnbondingState state,
    Instant askedAt,
    Instant dueAt,
    @Nullable Instant endedAt) {}
