package ngo.zoo.routing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * @param status HELD until the dispute window has passed, then FINAL; REFUNDED when an objection
 *     was upheld
 * @param record the committed canonical JSON: hashes, model, node, experiences, fee; never prompt
 *     or answer
 * @param verification how far its verification has come
 */
public record ReceiptView(
    UUID id,
    UUID payerId,
    String model,
    UUID nodeId,
    String node,
    String domain,
    int libraryVersion,
    Amount fee,
    String status,
    Instant answeredAt,
    Instant finalAfter,
    @Nullable Instant finalAt,
    List<UUID> experiences,
    String record,
    VerificationStatus verification) {
  public ReceiptView {
    experiences = List.copyOf(experiences);
  }
}
