package ngo.zoo.books;

import java.util.UUID;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.jspecify.annotations.Nullable;

/**
 * Which entries.
 *
 * @param search part of the memo, any case; empty for all
 * @param causeId what caused it
 * @param key the idempotency key, whole
 * @param asset one that a line moves
 * @param least of what one line moves either way, in the asset of {@code asset}
 * @param most as {@code least}
 */
public record JournalQuery(
    String search,
    @Nullable CauseKind causeKind,
    @Nullable UUID causeId,
    @Nullable String key,
    Period period,
    @Nullable Asset asset,
    @Nullable Amount least,
    @Nullable Amount most) {
  public static final JournalQuery ALL =
      new JournalQuery("", null, null, null, Period.ALL, null, null, null);
}
