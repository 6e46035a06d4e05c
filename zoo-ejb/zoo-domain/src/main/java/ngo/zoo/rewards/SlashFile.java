package ngo.zoo.rewards;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All about a slash, for its owner and for staff.
 *
 * @param text what staff found
 * @param appeal what the owner says to it; null without appeal
 * @param decision why the appeal was decided as it was; null before
 */
public record SlashFile(
    SlashView slash,
    UUID stakeId,
    UUID ownerId,
    String owner,
    UUID slashedBy,
    String text,
    @Nullable String appeal,
    @Nullable String decision) {}
