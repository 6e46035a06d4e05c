package ngo.zoo.web.api;

import java.util.List;
import java.util.Map;

/**
 * A problem (RFC 9457). The type is stable and made of the code; {@code errors} names the fields to
 * blame, if any.
 */
public record Problem(
    String type, String title, int status, String detail, String code, List<FieldError> errors) {
  public static final String MEDIA_TYPE = "application/problem+json";

  /** One wrong field of the request. */
  public record FieldError(String field, String detail) {}

  public static Problem of(Failure failure) {
    return new Problem(
        "https://zoo.ngo/problems/" + failure.code(),
        title(failure.code()),
        failure.status(),
        failure.detail(),
        failure.code(),
        failure.fields().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> new FieldError(e.getKey(), e.getValue()))
            .toList());
  }

  private static String title(String code) {
    String words = code.replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
