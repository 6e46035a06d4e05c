package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import ngo.zoo.gpu.Embeddings;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

/**
 * Any OpenAI-compatible server: vLLM, TGI, llama.cpp, Ollama and others. An asker who does not
 * stream is answered in one piece, which costs both sides less.
 */
final class OpenAiBackend implements Backend {
  private final Http http;
  private final Credentials credentials;
  private final Timeouts timeouts;
  private final OpenAiProbe probe;

  OpenAiBackend(Http http, Credentials credentials, Timeouts timeouts) {
    this.http = http;
    this.credentials = credentials;
    this.timeouts = timeouts;
    this.probe = new OpenAiProbe(http);
  }

  @Override
  public Found probe(Worker worker) throws IOException {
    return probe.look(worker, credentials.of(worker));
  }

  void forget(Worker worker) {
    probe.forget(worker.id());
  }

  @Override
  public GenerationResult generate(Worker worker, GenerationRequest request, TimedListener listener)
      throws WorkerException {
    OpenAiProbe.Known server = probe.known(worker.id());
    check(request, server);
    AdviceBlock advice =
        request.experiences().isEmpty() ? null : AdviceBlock.of(request.experiences());
    Http.Sent sent = sent(worker, request, server.flavour(), advice);
    AnswerParts answer = new AnswerParts(listener, request.extras(), true);
    http.post(
        worker,
        "/v1/chat/completions",
        sent,
        !request.extras().streaming(),
        new Watch.Asker(listener, atMost(request)),
        response -> read(ZooBackend.accepted(response), answer));
    return UnsealedResult.of(answer, request, advice, sent.body());
  }

  /** What the server would pass over in silence: a field, or the beginning of a long prompt. */
  private static void check(GenerationRequest request, OpenAiProbe.Known server)
      throws WorkerException {
    String cannot = server.flavour().cannot(request);
    if (!cannot.isEmpty()) {
      throw ZooBody.unsupported(cannot);
    }
    int most = server.contextLength();
    if (most > 0 && (long) Tokens.atLeast(request) + request.maxTokens() > most) {
      throw new WorkerException(
          Reason.REFUSED,
          "context_length_exceeded",
          "messages and max_tokens together are more than the model's " + most + " tokens");
    }
  }

  private Duration atMost(GenerationRequest request) {
    long tokens = (long) request.maxTokens() * request.extras().choices();
    return timeouts.answerOf((int) Math.min(tokens, Integer.MAX_VALUE));
  }

  private Http.Sent sent(
      Worker worker, GenerationRequest request, Flavour flavour, @Nullable AdviceBlock advice)
      throws WorkerException {
    byte[] body;
    try {
      body = OpenAiBody.of(request, flavour, advice);
    } catch (IOException e) {
      throw new WorkerException(Reason.REFUSED, "The request " + e.getMessage(), e);
    }
    try {
      return new Http.Sent(body, credentials.of(worker));
    } catch (IOException e) {
      throw new WorkerException(
          Reason.UNAVAILABLE, "Node " + worker.name() + " " + Http.words(e), e);
    }
  }

  /** By what came, not by what was asked for: some servers answer a stream's request whole. */
  private static AnswerParts read(ClassicHttpResponse response, AnswerParts answer)
      throws IOException {
    Header type = response.getFirstHeader("Content-Type");
    if (type != null && type.getValue().startsWith("text/event-stream")) {
      answer.readStream(response.getEntity().getContent());
    } else {
      answer.readWhole(Http.body(response));
    }
    return answer;
  }

  /** Vectors of different embedders never mix, so only the operator's node makes them. */
  @Override
  public Embeddings embed(Worker worker, List<String> texts) throws WorkerException {
    throw ZooBody.unsupported("embeddings");
  }
}
