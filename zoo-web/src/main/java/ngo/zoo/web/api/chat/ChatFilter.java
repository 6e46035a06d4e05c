package ngo.zoo.web.api.chat;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.AnswerListener;
import ngo.zoo.routing.rules.RateState;
import ngo.zoo.routing.service.ModelCards;
import ngo.zoo.routing.service.Queries;
import ngo.zoo.routing.service.RateLimits;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Scope;
import ngo.zoo.web.api.idempotency.IdempotencyFilter;
import ngo.zoo.web.security.Identities;

/**
 * Answers chat completions of callers with a bearer credential without JAX-RS in between, which
 * costs as much as all else that is done for a question here. Requests of browser sessions and with
 * an Idempotency-Key, and those that are none, go on to {@link ChatResource}: it does the same,
 * step by step, and describes it.
 */
public class ChatFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  @Inject private transient Identities identities;
  @Inject private transient RateLimits limits;
  @Inject private transient ModelCards models;
  @Inject private transient Queries queries;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String authorization = isUsual(request) ? Identities.authorization(request) : null;
    if (authorization != null) {
      answer(authorization, request, new ChatReply(request, response));
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isUsual(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null
        && (type.equals("application/json") || type.startsWith("application/json;"))
        && request.getMethod().equals("POST")
        && request.getHeader(IdempotencyFilter.HEADER) == null;
  }

  private void answer(String authorization, HttpServletRequest request, ChatReply reply)
      throws IOException {
    try {
      Caller caller = identities.bearer(authorization, request);
      RateState state = limits.take(caller);
      reply.limited(state);
      RateLimitFilter.check(state);
      JsonObject json =
          OpenAiBodies.read(request.getHeader("Content-Length"), request.getInputStream());
      caller.require(Scope.CHAT_WRITE);
      ask(caller, ChatRequest.of(json, models.card(ChatRequest.model(json))), reply);
    } catch (RuntimeException | Error e) {
      reply.failed(e);
    }
  }

  private void ask(Caller caller, ChatRequest asked, ChatReply reply) throws IOException {
    Completion form = Completion.begin(asked.question().model(), asked.includeUsage());
    if (asked.stream()) {
      new AnswerStream(form, listener -> queries.answer(caller, asked.question(), listener))
          .write(reply.events());
    } else {
      Answer answer = queries.answer(caller, asked.question(), AnswerListener.WHOLE);
      reply.whole(form.whole(answer), answer);
    }
  }
}
