package ngo.zoo.web.api.chat;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.function.BiConsumer;
import ngo.zoo.routing.rules.RatePolicy;
import ngo.zoo.routing.rules.RateState;
import ngo.zoo.routing.service.RateLimits;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.security.CurrentCaller;

/**
 * Counts the request against the caller's rate limit before its body is read, and tells every
 * caller where it stands: {@code RateLimit} and {@code RateLimit-Policy}
 * (draft-ietf-httpapi-ratelimit-headers) and the {@code x-ratelimit-*} of OpenAI's clients.
 */
@Provider
@RateLimited
@Priority(Priorities.USER + 100)
public class RateLimitFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String STATE = RateLimitFilter.class.getName();

  @Inject CurrentCaller caller;
  @Inject RateLimits limits;

  @Override
  public void filter(ContainerRequestContext request) {
    RateState state = limits.take(caller.get());
    request.setProperty(STATE, state);
    check(state);
  }

  /**
   * @throws Refusal {@code rate-limit-exceeded} (429)
   */
  static void check(RateState state) {
    if (state.isRefused()) {
      throw new Refusal(
          Refusal.Kind.TOO_MANY,
          "rate-limit-exceeded",
          "At most %d questions an hour%s; ask again in %d s"
              .formatted(
                  state.policy().quota(),
                  state.policy().name().equals("key") ? " with this key" : "",
                  RateState.seconds(state.retryAfter())),
          Map.of());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(STATE) instanceof RateState state) {
      tell(response.getHeaders()::putSingle, state);
    }
  }

  static void tell(BiConsumer<String, String> headers, RateState state) {
    RatePolicy policy = state.policy();
    long reset = RateState.seconds(state.reset());
    headers.accept(
        "RateLimit-Policy",
        '"' + policy.name() + "\";q=" + policy.quota() + ";w=" + policy.window().toSeconds());
    headers.accept("RateLimit", '"' + policy.name() + "\";r=" + state.remaining() + ";t=" + reset);
    headers.accept("x-ratelimit-limit-requests", Integer.toString(policy.quota()));
    headers.accept("x-ratelimit-remaining-requests", String.valueOf(state.remaining()));
    headers.accept("x-ratelimit-reset-requests", reset + "s");
    if (state.isRefused()) {
      headers.accept(HttpHeaders.RETRY_AFTER, Long.toString(RateState.seconds(state.retryAfter())));
    }
  }
}
