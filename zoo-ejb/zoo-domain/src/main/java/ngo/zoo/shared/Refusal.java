package ngo.zoo.shared;

import java.util.Map;

/**
 * A request that is understood and not done. It rolls the transaction back and becomes a problem
 * (RFC 9457) under /api, an error object under /v1 and a message beside the field in the portal.
 * {@link #code} is stable and kebab-case; {@link #getMessage} says what to do about it.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why, in HTTP's terms. */
  public enum Kind {
    INVALID(400),
    UNAUTHENTICATED(401),
    PAYMENT_REQUIRED(402),
    FORBIDDEN(403),
    NOT_FOUND(404),
    CONFLICT(409),
    UNPROCESSABLE(422),
    TOO_MANY(429),
    UNAVAILABLE(503);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  private final Kind kind;
  private final String code;
  private final transient Map<String, String> fields;

  public Refusal(Kind kind, String code, String detail, Map<String, String> fields) {
    super(detail);
    this.kind = kind;
    this.code = code;
    this.fields = Map.copyOf(fields);
  }

  public static Refusal invalid(String code, String detail) {
    return new Refusal(Kind.INVALID, code, detail, Map.of());
  }

  /** One field of the request is wrong. */
  public static Refusal field(String code, String field, String detail) {
    return new Refusal(Kind.INVALID, code, detail, Map.of(field, detail));
  }

  public static Refusal forbidden(String code, String detail) {
    return new Refusal(Kind.FORBIDDEN, code, detail, Map.of());
  }

  public static Refusal notFound(String what, Object id) {
    return new Refusal(Kind.NOT_FOUND, what + "-not-found", "No " + what + " " + id, Map.of());
  }

  public static Refusal conflict(String code, String detail) {
    return new Refusal(Kind.CONFLICT, code, detail, Map.of());
  }

  public static Refusal unavailable(String code, String detail) {
    return new Refusal(Kind.UNAVAILABLE, code, detail, Map.of());
  }

  public static Refusal paymentRequired(String code, String detail) {
    return new Refusal(Kind.PAYMENT_REQUIRED, code, detail, Map.of());
  }

  public Kind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  /** Field name to what is wrong with it; empty when no single field is to blame. */
  public Map<String, String> fields() {
    return fields == null ? Map.of() : fields;
  }
}
