package ngo.zoo.web.api.idempotency;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ngo.zoo.persistence.idempotency.IdempotencyRecords;
import ngo.zoo.persistence.idempotency.KeptAnswer;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.Bodies;
import ngo.zoo.web.security.CurrentCaller;

/**
 * Does the work of a POST with an Idempotency-Key once (draft-ietf-httpapi-idempotency-key-header):
 * the same caller who sends the same request with the same key again gets the first answer. API
 * keys do not share their keys, so that none gets an answer another one was trusted with.
 */
@Provider
@Priority(Priorities.USER + 200)
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {
  public static final String HEADER = "Idempotency-Key";
  static final String WORK = "ngo.zoo.idempotency";
  private static final String REPLAYED = "Idempotency-Replayed";

  /** As much as the largest body the API reads; where it reads less, its readers say so. */
  private static final int MOST_BYTES = 4 << 20;

  /** A string of RFC 8941 in quotes; without them as long as it holds none. */
  private static final Pattern KEY =
      Pattern.compile("\"([ !#-\\[\\]-~]{1,255})\"|([!#-\\[\\]-~]{1,255})");

  @Inject CurrentCaller current;
  @Inject IdempotencyRecords records;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    String header = request.getHeaderString(HEADER);
    Optional<Caller> caller = current.optional();
    if (header == null || !request.getMethod().equals("POST") || caller.isEmpty()) {
      return;
    }
    Work work = new Work(name(caller.get()), key(header));
    Optional<KeptAnswer> earlier =
        records.begin(work.caller(), work.key(), fingerprint(request), Instant.now());
    if (earlier.isPresent()) {
      request.abortWith(again(earlier.get()));
    } else {
      request.setProperty(WORK, work);
    }
  }

  static String key(String header) {
    Matcher key = KEY.matcher(header.strip());
    if (!key.matches()) {
      throw Refusal.invalid(
          "idempotency-key-invalid",
          "Idempotency-Key is up to 255 visible ASCII letters in quotes, best a random UUID");
    }
    return key.group(1) == null ? key.group(2) : key.group(1);
  }

  private static String name(Caller caller) {
    Caller.Key key = caller.key();
    return key == null ? caller.kind() + ":" + caller.id() : "KEY:" + key.id();
  }

  private static byte[] fingerprint(ContainerRequestContext request) throws IOException {
    byte[] body = Bodies.read(request.getEntityStream(), MOST_BYTES);
    request.setEntityStream(new ByteArrayInputStream(body));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      URI uri = request.getUriInfo().getRequestUri();
      String target = uri.getRawPath() + "?" + uri.getRawQuery();
      digest.update((target + "\n").getBytes(StandardCharsets.UTF_8));
      return digest.digest(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Response again(KeptAnswer answer) {
    Response.ResponseBuilder response = Response.status(answer.status()).header(REPLAYED, "true");
    if (answer.location() != null) {
      response.header(HttpHeaders.LOCATION, answer.location());
    }
    if (answer.mediaType() != null) {
      response.type(answer.mediaType()).entity(new RawBody(answer.body()));
    }
    return response.build();
  }

  /** An answer with a body is kept by {@link IdempotencyBodies}, once its bytes are known. */
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!(request.getProperty(WORK) instanceof Work work)) {
      return;
    }
    if (Work.nothingDone(response.getStatus())) {
      request.removeProperty(WORK);
      work.release(records);
      return;
    }
    Work answered = work.answered(response.getStatus(), response.getHeaderString("Location"));
    request.setProperty(WORK, answered);
    if (!response.hasEntity()) {
      answered.complete(records, null, new byte[0]);
    }
  }
}
