package ngo.zoo.gpu.node.chat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.gpu.node.NodeKey;
import ngo.zoo.gpu.node.Work;
import ngo.zoo.gpu.node.http.ApiError;
import ngo.zoo.gpu.node.http.Request;
import ngo.zoo.gpu.node.model.KeeperModel;
import ngo.zoo.gpu.node.model.TokenModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/chat/completions}: answers whole or as a stream of events, sealed either way. */
public final class ChatCompletions {

  private static final Logger LOG = LoggerFactory.getLogger(ChatCompletions.class);

  private final TokenModel model;
  private final Work work;
  private final NodeKey key;

  /** Answers with this model, in these slots, under this key. */
  public ChatCompletions(TokenModel model, Work work, NodeKey key) {
    this.model = model;
    this.work = work;
    this.key = key;
  }

  /** Answers one request. A question it cannot read takes no slot. */
  public void handle(Request exchange) throws IOException {
    byte[] body = exchange.body();
    ChatRequest request = ChatRequest.of(Request.json(body));
    if (!request.model().equals(KeeperModel.ID)) {
      throw ApiError.notFound("model_not_found", "This node serves " + KeeperModel.ID);
    }
    Prompt prompt = Prompt.of(request);
    Completion completion = new Completion(request, Instant.now());
    work.<IOException>inSlot(
        () -> {
          long begin = System.nanoTime();
          Generation generation =
              request.stream()
                  ? stream(exchange, completion, request, prompt, body)
                  : whole(exchange, completion, request, prompt, body);
          log(request, prompt, generation, System.nanoTime() - begin);
          return generation.tokens().size();
        });
  }

  /** Never a word of question or answer. */
  private static void log(ChatRequest request, Prompt prompt, Generation generation, long nanos) {
    LOG.info(
        "answered query={} prompt_tokens={} completion_tokens={} ms={}",
        request.queryId().map(UUID::toString).orElse("none"),
        prompt.tokens().size(),
        generation.tokens().size(),
        nanos / 1_000_000);
  }

  private Generation whole(
      Request exchange, Completion completion, ChatRequest request, Prompt prompt, byte[] body)
      throws IOException {
    Generation generation = Generation.run(model, prompt, request, piece -> {});
    exchange.reply(
        200, completion.whole(generation, prompt, zoo(request, body, prompt, generation)));
    return generation;
  }

  private Generation stream(
      Request exchange, Completion completion, ChatRequest request, Prompt prompt, byte[] body)
      throws IOException {
    try (OutputStream events = exchange.events()) {
      send(events, completion.opening());
      StringBuilder sent = new StringBuilder();
      Generation generation =
          Generation.run(
              model,
              prompt,
              request,
              piece -> {
                sent.append(piece.text());
                send(events, completion.piece(piece));
              });
      if (generation.text().length() > sent.length()) {
        send(events, completion.rest(generation.text().substring(sent.length())));
      }
      end(events, completion, request, prompt, generation, body);
      return generation;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void end(
      OutputStream events,
      Completion completion,
      ChatRequest request,
      Prompt prompt,
      Generation generation,
      byte[] body) {
    JsonObject last = completion.finish(generation);
    if (request.includeUsage()) {
      send(events, last);
      last = completion.usageChunk(generation, prompt);
    }
    send(events, Completion.withZoo(last, zoo(request, body, prompt, generation)));
    send(events, "[DONE]");
  }

  private JsonObject zoo(ChatRequest request, byte[] body, Prompt prompt, Generation generation) {
    return Seal.zoo(request, body, prompt, generation, model, key);
  }

  private static void send(OutputStream events, Object data) {
    try {
      events.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
      events.flush();
    } catch (IOException e) {
      // Ends the generation: nobody listens any more.
      throw new UncheckedIOException(e);
    }
  }
}
