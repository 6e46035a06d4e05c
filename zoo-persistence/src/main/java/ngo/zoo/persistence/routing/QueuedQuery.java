package ngo.zoo.persistence.routing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.routing.QueryStatus;
import org.jspecify.annotations.Nullable;

/**
 * A row of a question whose answer is fetched later.
 *
 * @param ownerId the organisation that pays, else the person
 * @param reasonStatus HTTP's word for why it failed; 0 when it did not
 * @param sealedAnswer null until it is answered
 */
public record QueuedQuery(
    UUID id,
    UUID ownerId,
    String model,
    @Nullable String domain,
    QueryStatus status,
    int reasonStatus,
    @Nullable String reasonCode,
    @Nullable String reasonDetail,
    byte[] sealedQuestion,
    byte @Nullable [] sealedAnswer,
    Instant askedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    Instant expiresAt) {
  /** What its texts are sealed for. */
  public static String place(UUID id) {
    return "queued-query:" + id;
  }
}
