package ngo.zoo.persistence.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * What a request was answered.
 *
 * @param body as it was sent; empty when there was none
 */
public record KeptAnswer(
    int status, @Nullable String mediaType, @Nullable String location, byte[] body) {
  public KeptAnswer {
    body = body.clone();
  }
}
