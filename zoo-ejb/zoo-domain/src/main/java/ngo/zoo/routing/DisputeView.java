package ngo.zoo.routing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * Disputed answers as everybody may see them; nothing here names a person.
 *
 * @param challenged whether somebody objected, rather than a sample
 * @param fee held of all its answers
 * @param evidenceSha256 hex; committed in the log
 * @param closesAt until when the panel votes; null before it was opened
 * @param upheld votes to give the fee back, {@code overturned} to let it stand
 * @param slashId the slash that followed; null without
 */
public record DisputeView(
    UUID id,
    UUID nodeId,
    String node,
    String model,
    boolean challenged,
    String reason,
    DisputeState state,
    List<UUID> receipts,
    Amount fee,
    String evidenceSha256,
    Instant openedAt,
    @Nullable Instant closesAt,
    @Nullable Instant decidedAt,
    long upheld,
    long overturned,
    @Nullable UUID slashId) {
  public DisputeView {
    receipts = List.copyOf(receipts);
  }
}
