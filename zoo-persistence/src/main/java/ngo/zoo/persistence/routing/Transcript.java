package ngo.zoo.persistence.routing;

import java.time.Instant;
import java.util.UUID;

/**
 * What was asked and answered, sealed.
 *
 * @param queryId the receipt's id too
 * @param sealed by {@link ngo.zoo.persistence.SecretBox} for the place {@link #place}
 * @param expires when it is to be erased
 */
public record Transcript(UUID queryId, byte[] sealed, Instant expires) {
  /** What a transcript is sealed for. */
  public static String place(UUID queryId) {
    return "transcript:" + queryId;
  }
}
