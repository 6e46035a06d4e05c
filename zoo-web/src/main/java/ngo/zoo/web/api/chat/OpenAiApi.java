package ngo.zoo.web.api.chat;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import ngo.zoo.web.api.CacheFilter;
import ngo.zoo.web.api.CallerFilter;
import ngo.zoo.web.api.JsonBodies;
import ngo.zoo.web.api.idempotency.IdempotencyBodies;
import ngo.zoo.web.api.idempotency.IdempotencyFilter;

/** The part of the API that OpenAI's clients use unchanged. */
@ApplicationPath("/v1")
public class OpenAiApi extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        CallerFilter.class,
        CacheFilter.class,
        RateLimitFilter.class,
        ProcessingTimeFilter.class,
        IdempotencyFilter.class,
        IdempotencyBodies.class,
        JsonBodies.class,
        OpenAiBodies.class,
        OpenAiErrorMapper.class,
        ModelResource.class,
        ChatResource.class,
        CompletionResource.class,
        EmbeddingResource.class);
  }
}
