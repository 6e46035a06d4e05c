package ngo.zoo.web.api.chat;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import ngo.zoo.web.api.RequestIds;

/** Tells under /v1, as OpenAI does, how long an answer took: of a stream, until its first byte. */
@Provider
public final class ProcessingTimeFilter implements ContainerResponseFilter {
  private static final double NANOS = 1e6;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(RequestIds.BEGUN) instanceof Long begun) {
      long millis = Math.round((System.nanoTime() - begun) / NANOS);
      response.getHeaders().putSingle("openai-processing-ms", millis);
    }
  }
}
