package ngo.zoo.web.api.chat;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.io.IOException;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.AnswerListener;
import ngo.zoo.routing.rules.RateState;
import ngo.zoo.routing.service.ModelCards;
import ngo.zoo.routing.service.Queries;
import ngo.zoo.routing.service.RateLimits;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Scope;
import ngo.zoo.web.security.Identities;

/** What {@link ChatHandler} does for a request. */
@ApplicationScoped
public class ChatAnswers {
  @Inject Identities identities;
  @Inject RateLimits limits;
  @Inject ModelCards models;
  @Inject Queries queries;

  /** Answers it, with whatever status; the body is read and written in this thread. */
  public void answer(HttpServerExchange exchange) throws IOException {
    ChatReply reply = new ChatReply(exchange);
    HeaderMap headers = exchange.getRequestHeaders();
    try {
      String address = exchange.getSourceAddress().getAddress().getHostAddress();
      Caller caller = identities.bearer(headers.getFirst(Headers.AUTHORIZATION), address);
      RateState state = limits.take(caller);
      reply.limited(state);
      RateLimitFilter.check(state);
      JsonObject json =
          OpenAiBodies.read(headers.getFirst(Headers.CONTENT_LENGTH), exchange.getInputStream());
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
