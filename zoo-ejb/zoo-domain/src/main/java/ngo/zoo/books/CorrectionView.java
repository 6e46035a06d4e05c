package ngo.zoo.books;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * What one member of staff asked for.
 *
 * @param entryId the entry to take back; null for a transfer
 * @param what memo of that entry, or from whom to whom
 * @param amount of a transfer
 * @param postedEntry the entry that carried it out
 */
public record CorrectionView(
    UUID id,
    CorrectionKind kind,
    @Nullable UUID entryId,
    @Nullable UUID fromAccount,
    @Nullable UUID toAccount,
    String what,
    @Nullable Amount amount,
    String reason,
    UUID requestedById,
    String requestedBy,
    Instant requestedAt,
    CorrectionStatus status,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt,
    @Nullable UUID postedEntry) {
  public boolean isWaiting() {
    return status == CorrectionStatus.WAITING;
  }
}
