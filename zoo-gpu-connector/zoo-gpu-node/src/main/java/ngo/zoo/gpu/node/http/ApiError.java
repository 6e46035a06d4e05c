package ngo.zoo.gpu.node.http;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** A request that is not done, in OpenAI's terms. The message says what to do about it. */
public final class ApiError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final String code;

  private ApiError(int status, String type, String code, String message) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = code;
  }

  /** 400: the request itself is wrong. */
  public static ApiError invalid(String code, String message) {
    return new ApiError(400, "invalid_request_error", code, message);
  }

  /** 401: no token, or another than the node's. */
  public static ApiError unauthenticated() {
    return new ApiError(
        401,
        "authentication_error",
        "invalid_token",
        "Send the node's token as Authorization: Bearer");
  }

  /** 404: no such path or model here. */
  public static ApiError notFound(String code, String message) {
    return new ApiError(404, "invalid_request_error", code, message);
  }

  /** 405: the path knows other methods. */
  public static ApiError method(String allowed) {
    return new ApiError(405, "invalid_request_error", "method_not_allowed", "Use " + allowed);
  }

  /** 409: what is there does not allow it. */
  public static ApiError conflict(String code, String message) {
    return new ApiError(409, "invalid_request_error", code, message);
  }

  /** 413: the body is longer than the node reads. */
  public static ApiError tooLarge(int limit) {
    return new ApiError(
        413, "invalid_request_error", "body_too_large", "Send at most " + limit + " bytes");
  }

  /** 429: every slot is taken. */
  public static ApiError busy() {
    return new ApiError(429, "rate_limit_error", "busy", "Every slot is taken; try again shortly");
  }

  /** 503: not now, for this reason. */
  public static ApiError unavailable(String code, String message) {
    return new ApiError(503, "server_error", code, message);
  }

  /** 500: the node's own fault; the log has more. */
  public static ApiError internal() {
    return new ApiError(
        500, "server_error", "internal_error", "The node failed; its log says more");
  }

  /** HTTP's status code. */
  public int status() {
    return status;
  }

  /** OpenAI's error object. */
  public JsonObject body() {
    return Json.createObjectBuilder()
        .add(
            "error",
            Json.createObjectBuilder()
                .add("message", String.valueOf(getMessage()))
                .add("type", type)
                .addNull("param")
                .add("code", code))
        .build();
  }
}
