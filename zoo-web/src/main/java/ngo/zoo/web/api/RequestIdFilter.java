package ngo.zoo.web.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;

/**
 * Gives every answer an id to quote, the caller's own when it sent a sane one, and keeps answers
 * out of shared caches.
 */
@Provider
public final class RequestIdFilter implements ContainerResponseFilter {
  private static final String HEADER = "x-request-id";

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    String given = request.getHeaderString(HEADER);
    boolean sane = given != null && given.matches("[\\w-]{1,64}");
    response
        .getHeaders()
        .putSingle(HEADER, sane && given != null ? given : UUID.randomUUID().toString());
    if (!response.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL)) {
      response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }
}
