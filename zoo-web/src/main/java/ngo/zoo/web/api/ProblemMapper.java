package ngo.zoo.web.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Tells every failure under /api as a problem. */
@Provider
public final class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final String IN_PROGRESS = "idempotency-key-in-progress";

  @Override
  public Response toResponse(Throwable thrown) {
    Failure failure = Failure.of(thrown);
    return challenged(Response.status(failure.status()), failure)
        .type(Problem.MEDIA_TYPE)
        .entity(Problem.of(failure))
        .build();
  }

  /**
   * A 401 says what would be accepted (RFC 6750); a 503, and a 409 of work that goes on, when to
   * come back.
   */
  public static Response.ResponseBuilder challenged(
      Response.ResponseBuilder response, Failure failure) {
    return switch (failure.status()) {
      case 401 ->
          response.header(
              HttpHeaders.WWW_AUTHENTICATE,
              failure.code().equals("sign-in-needed")
                  ? "Bearer realm=\"zoo\""
                  : "Bearer realm=\"zoo\", error=\"invalid_token\"");
      case 409 ->
          failure.code().equals(IN_PROGRESS)
              ? response.header(HttpHeaders.RETRY_AFTER, "1")
              : response;
      case 429, 503 -> response.header(HttpHeaders.RETRY_AFTER, "5");
      default -> response;
    };
  }
}
