package ngo.zoo.routing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * @param payerId person or organisation; null for who neither paid nor is staff
 * @param status HELD until the dispute window has passed, then FINAL; REFUNDED when an objection
 *     was upheld
 * @param record the committed canonical JSON: hashes, model, node, experiences, fee, and the id of
 *     who paid; never prompt or answer
 * @param verification how far its verification has come
 */
public record ReceiptView(
    UUID id,
    @Nullable UUID payerId,
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

  /** Whether the caller paid, or acts for the organisation that did. */
  public boolean isPaidBy(Caller caller) {
    return caller.payerId().equals(payerId);
  }

  /** What the caller may see of it: who paid is for the payer and staff. */
  public ReceiptView seenBy(Caller caller) {
    return isPaidBy(caller) || caller.has(Role.STAFF) ? this : withoutPayer();
  }

  private ReceiptView withoutPayer() {
    return new ReceiptView(
        id,
        null,
        model,
        nodeId,
        node,
        domain,
        libraryVersion,
        fee,
        status,
        answeredAt,
        finalAfter,
        finalAt,
        experiences,
        record,
        verification);
  }
}
