package ngo.zoo.routing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question whose answer is fetched later.
 *
 * @param reason why it failed or was cancelled
 * @param question null in lists
 * @param answer null in lists and until it is there
 * @param expiresAt when question and answer are erased
 */
public record QueryView(
    UUID id,
    QueryStatus status,
    String model,
    @Nullable String domain,
    Instant askedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    Instant expiresAt,
    @Nullable Reason reason,
    @Nullable Question question,
    @Nullable Answer answer) {

  /**
   * @param status as HTTP would say it
   * @param code stable, kebab-case
   */
  public record Reason(int status, String code, String detail) {}
}
