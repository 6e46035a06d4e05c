package ngo.zoo.web.api;

import jakarta.ejb.EJBException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.content.CorruptBlock;
import ngo.zoo.shared.Refusal;
import org.jboss.logging.Logger;

/**
 * What went wrong, before it takes the form of a problem or an OpenAI error.
 *
 * @param code stable, kebab-case
 * @param fields request field to what is wrong with it
 */
public record Failure(int status, String code, String detail, Map<String, String> fields) {
  private static final Logger LOG = Logger.getLogger(Failure.class);

  public Failure {
    fields = Map.copyOf(fields);
  }

  /**
   * Looks through the wrappers of the container. What nobody foresaw is logged with a reference and
   * told as 500 with that reference and nothing else.
   */
  public static Failure of(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof Refusal r) {
        return new Failure(r.kind().status(), r.code(), String.valueOf(r.getMessage()), r.fields());
      }
      if (t instanceof Bodies.TooSlow) {
        return http(
            408, "body-too-slow", "The body did not come in time; send it again, in one go");
      }
      if (t instanceof CorruptBlock) {
        LOG.error("Stored bytes were changed: run ./zoo audit ledger", t);
        return http(500, "block-corrupt", String.valueOf(t.getMessage()));
      }
      if (t instanceof WebApplicationException e && !(e.getCause() instanceof Refusal)) {
        return ofHttp(e.getResponse().getStatus());
      }
      if (!(t instanceof EJBException || t instanceof WebApplicationException || isWrapper(t))) {
        break;
      }
    }
    return unexpected(thrown);
  }

  private static boolean isWrapper(Throwable t) {
    return t.getClass().getName().startsWith("org.jboss.resteasy.spi.")
        || t instanceof jakarta.ws.rs.ProcessingException;
  }

  private static Failure ofHttp(int status) {
    return switch (status) {
      case 404 -> http(404, "path-not-found", "There is nothing at this path");
      case 405 -> http(405, "method-not-allowed", "This path does not know that method");
      case 406 ->
          http(
              406,
              "not-acceptable",
              "Send Accept: application/json, or what the API document has for this path");
      case 413 -> http(413, "body-too-large", "A body may have 1 MiB, under /v1 4 MiB; send less");
      case 415 ->
          http(
              415,
              "media-type-unsupported",
              "Send Content-Type: application/json, or what the API document has for this path");
      default -> http(status, "http-" + status, "The request was refused");
    };
  }

  private static Failure http(int status, String code, String detail) {
    return new Failure(status, code, detail, Map.of());
  }

  private static Failure unexpected(Throwable thrown) {
    String reference = UUID.randomUUID().toString().substring(0, 8);
    LOG.errorf(thrown, "unexpected failure, reference %s", reference);
    return http(500, "unexpected", "Something broke on our side; quote reference " + reference);
  }
}
