package ngo.zoo.rewards;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A slash to make.
 *
 * @param text what happened, for the owner and for who decides an appeal
 * @param evidence an address (http or https) or a receipt's id; public
 * @param shareBp of what is locked and unbonding, basis points; null for the governed share
 */
public record SlashDraft(
    UUID stakeId, SlashReason reason, String text, String evidence, @Nullable Integer shareBp) {}
