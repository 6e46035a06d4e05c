package ngo.zoo.web.api.chat;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.function.BiConsumer;
import ngo.zoo.web.api.RequestIds;
import org.jspecify.annotations.Nullable;

/** Tells under /v1, as OpenAI does, how long an answer took: of a stream, until its first byte. */
@Provider
public final class ProcessingTimeFilter implements ContainerResponseFilter {
  private static final double NANOS = 1e6;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    tell(response.getHeaders()::putSingle, request.getProperty(RequestIds.BEGUN));
  }

  static void tell(BiConsumer<String, String> headers, @Nullable Object begun) {
    if (begun instanceof Long nanos) {
      long millis = Math.round((System.nanoTime() - nanos) / NANOS);
      headers.accept("openai-processing-ms", Long.toString(millis));
    }
  }
}
