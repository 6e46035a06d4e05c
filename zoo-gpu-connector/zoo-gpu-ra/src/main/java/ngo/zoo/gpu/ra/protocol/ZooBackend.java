package ngo.zoo.gpu.ra.protocol;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import ngo.zoo.gpu.Embeddings;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.LoadedModel;
import ngo.zoo.gpu.VerificationReport;
import ngo.zoo.gpu.VerificationRequest;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** The node protocol (docs/node-protocol.md): always streamed, always sealed. */
final class ZooBackend implements Backend {
  private static final Duration EMBEDDING = Duration.ofSeconds(60);
  private static final Duration CHECK = Duration.ofSeconds(60);

  /** Some hundred GB of weights from a disk. */
  private static final Duration LOADING = Duration.ofMinutes(10);

  private final Http http;
  private final Credentials credentials;
  private final Timeouts timeouts;

  ZooBackend(Http http, Credentials credentials, Timeouts timeouts) {
    this.http = http;
    this.credentials = credentials;
    this.timeouts = timeouts;
  }

  /** A node's health needs no token. */
  @Override
  public Found probe(Worker worker) throws IOException {
    JsonObject body = JsonText.object(http.get(worker.url(), "/health", "", ZooBackend::wellBody));
    if (!(body.get("models") instanceof JsonArray models)) {
      throw new IOException("names no models");
    }
    if (!Arrays.equals(key(body), worker.publicKey())) {
      throw new IOException("answers with another public key than it registered");
    }
    List<String> names =
        models.getValuesAs(JsonString.class).stream().map(JsonString::getString).toList();
    return new Found(ModelNames.checked(names), 0);
  }

  private static byte[] key(JsonObject body) throws IOException {
    try {
      return Base64.getDecoder().decode(JsonText.text(body, "public_key"));
    } catch (IllegalArgumentException e) {
      throw new IOException("answers with a public key that cannot be read", e);
    }
  }

  static String wellBody(ClassicHttpResponse response) throws IOException {
    String body = Http.body(response);
    if (response.getCode() != 200) {
      throw new IOException(NodeError.ofHealth(response.getCode(), body));
    }
    return body;
  }

  @Override
  public GenerationResult generate(Worker worker, GenerationRequest request, TimedListener listener)
      throws WorkerException {
    byte[] body = ZooBody.of(request);
    AnswerParts answer = new AnswerParts(listener, request.extras(), false);
    http.post(
        worker,
        "/v1/chat/completions",
        sent(worker, body),
        false,
        new Watch.Asker(listener, timeouts.answerOf(request.maxTokens())),
        response -> {
          accepted(response);
          answer.readStream(response.getEntity().getContent());
          return answer;
        });
    return SealedResult.of(answer, request, body, worker.publicKey());
  }

  @Override
  public Embeddings embed(Worker worker, List<String> texts) throws WorkerException {
    String answer =
        http.post(
            worker,
            "/v1/embeddings",
            sent(worker, EmbeddingBody.of(texts)),
            false,
            Watch.Asker.within(EMBEDDING),
            response -> Http.body(accepted(response)));
    return EmbeddingBody.read(answer, texts.size());
  }

  @Override
  public VerificationReport verify(Worker worker, VerificationRequest request)
      throws WorkerException {
    byte[] body = VerificationBody.of(request);
    String answer =
        http.post(
            worker,
            "/v1/verify",
            sent(worker, body),
            false,
            Watch.Asker.within(CHECK),
            response -> Http.body(accepted(response)));
    return VerificationBody.read(answer, body, request, worker.publicKey());
  }

  @Override
  public LoadedModel load(Worker worker, String model) throws WorkerException {
    String answer =
        http.post(
            worker,
            "/v1/models/load",
            sent(worker, LoadBody.of(model)),
            true,
            Watch.Asker.within(LOADING),
            response -> Http.body(accepted(response)));
    return LoadBody.read(model, answer);
  }

  private Http.Sent sent(Worker worker, byte[] body) throws WorkerException {
    try {
      return new Http.Sent(body, credentials.of(worker));
    } catch (IOException e) {
      throw new WorkerException(
          Reason.UNAVAILABLE, "Node " + worker.name() + " " + Http.words(e), e);
    }
  }

  static ClassicHttpResponse accepted(ClassicHttpResponse response) throws IOException {
    if (response.getCode() != 200) {
      Duration retryAfter = RetryAfter.of(response, Instant.now());
      throw new IOException(
          NodeError.ofBody(Http.body(response)).refusal(response.getCode(), retryAfter));
    }
    return response;
  }
}
