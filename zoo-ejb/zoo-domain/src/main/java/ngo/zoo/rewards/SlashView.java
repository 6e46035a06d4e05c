package ngo.zoo.rewards;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A slash as everybody may see it: nothing here names a person.
 *
 * @param label the node's name, else the provider by a number
 * @param shareBp of what was there, basis points
 * @param appealUntil until when the owner may appeal
 * @param endedAt when it took effect or was decided; null before
 */
public record SlashView(
    UUID id,
    StakeRole role,
    String label,
    SlashReason reason,
    String evidence,
    int shareBp,
    Amount amount,
    SlashState state,
    Instant slashedAt,
    Instant appealUntil,
    @Nullable Instant endedAt) {}
