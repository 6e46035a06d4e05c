package ngo.zoo.web.api.chat;

import io.undertow.server.HttpServerExchange;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.Answer.Choice;
import ngo.zoo.routing.AnswerListener;
import ngo.zoo.web.api.Exchanges;
import ngo.zoo.web.api.Failure;
import org.xnio.IoUtils;

/**
 * Streams one answer. Nothing is written before the first piece, so a refusal until then keeps its
 * HTTP status; after that a failure is an error event and the stream ends without {@code [DONE]}.
 * The closing chunks are written after the answer is settled. A client that goes away is told on to
 * whoever computes the answer.
 *
 * @param asker asks the question, gives pieces as they come and returns the settled answer
 */
record AnswerStream(AnswerForm form, Function<AnswerListener, Answer> asker)
    implements StreamingOutput {

  @Override
  public void write(OutputStream out) {
    EventStream events = new EventStream(out);
    Writer writer = new Writer(form, events);
    try {
      Answer answer = asker.apply(writer);
      SlowReaders.ending();
      writer.close(answer);
    } catch (RuntimeException | Error e) {
      if (!events.begun()) {
        throw e;
      }
      events.send(Completion.broken(Failure.of(e)));
      events.flush();
    }
    if (events.gone()) {
      hangUp();
    }
  }

  /** What is left would wait for one who does not read: the container must not try to send it. */
  private static void hangUp() {
    HttpServerExchange exchange = Exchanges.current();
    if (exchange != null) {
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  private static final class Writer implements AnswerListener {
    private final AnswerForm form;
    private final EventStream events;
    private final Set<Integer> opened = new HashSet<>();

    Writer(AnswerForm form, EventStream events) {
      this.form = form;
      this.events = events;
    }

    @Override
    public void onDelta(Delta delta) {
      open(delta.choice());
      if (!delta.text().isEmpty()
          || !delta.toolCallsJson().isEmpty()
          || !delta.logprobsJson().isEmpty()) {
        events.send(form.piece(delta));
      }
    }

    @Override
    public void onPause() {
      events.flush();
    }

    @Override
    public boolean gone() {
      return events.gone();
    }

    void close(Answer answer) {
      List<Choice> choices = answer.choices();
      for (Choice choice : choices) {
        open(choice.index());
        events.send(form.closing(answer, choice, choice == choices.getLast()));
      }
      if (form.includeUsage()) {
        events.send(form.usageChunk(answer));
      }
      events.done();
    }

    private void open(int choice) {
      if (opened.add(choice)) {
        events.send(form.opening(choice));
      }
    }
  }
}
