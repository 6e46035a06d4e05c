package ngo.zoo.web.api.chat;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.function.Function;
import ngo.zoo.routing.Answer;
import ngo.zoo.web.api.Failure;

/**
 * Streams one answer. Nothing is written before the first piece of text, so a refusal until then
 * keeps its HTTP status; after that a failure is an error event and the stream ends without {@code
 * [DONE]}. The closing chunk is written after the answer is settled.
 *
 * @param asker asks the question, gives text as it comes and returns the settled answer
 */
record AnswerStream(
    Completion completion, boolean includeUsage, Function<Consumer<String>, Answer> asker)
    implements StreamingOutput {

  @Override
  public void write(OutputStream out) {
    EventStream events = new EventStream(out);
    try {
      close(events, asker.apply(text -> piece(events, text)));
    } catch (RuntimeException e) {
      if (!events.begun()) {
        throw e;
      }
      events.send(Completion.broken(Failure.of(e)));
    }
  }

  private void piece(EventStream events, String text) {
    if (!events.begun()) {
      events.send(completion.opening());
    }
    if (!text.isEmpty()) {
      events.send(completion.piece(text));
    }
  }

  private void close(EventStream events, Answer answer) {
    if (!events.begun()) {
      events.send(completion.opening());
    }
    events.send(completion.closing(answer));
    if (includeUsage) {
      events.send(completion.usageChunk(answer));
    }
    events.done();
  }
}
