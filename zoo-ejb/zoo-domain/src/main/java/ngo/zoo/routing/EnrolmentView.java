package ngo.zoo.routing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A code for one new node as its owner sees it: never the code itself.
 *
 * @param state {@code open}, {@code used}, or {@code over}: its day has passed or it was taken back
 * @param nodeId the node that registered with it; null until then
 */
public record EnrolmentView(
    UUID id, String state, Instant createdAt, Instant expiresAt, @Nullable UUID nodeId) {

  /** A code as it stands now. */
  public static EnrolmentView at(
      Instant now, UUID id, Instant createdAt, Instant expiresAt, @Nullable UUID nodeId) {
    String state = nodeId != null ? "used" : expiresAt.isAfter(now) ? "open" : "over";
    return new EnrolmentView(id, state, createdAt, expiresAt, nodeId);
  }
}
