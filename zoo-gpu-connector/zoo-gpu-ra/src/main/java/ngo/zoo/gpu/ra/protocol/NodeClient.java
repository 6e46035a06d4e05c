package ngo.zoo.gpu.ra.protocol;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import ngo.zoo.gpu.Embeddings;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.GpuConnection.TextListener;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** Speaks the node protocol over pooled blocking HTTP. Thread-safe; one for the whole adapter. */
public final class NodeClient implements AutoCloseable {
  /** Shorter than the lease of a reserved fee, so that an answer in time is always paid. */
  private static final Duration WHOLE_ANSWER = Duration.ofSeconds(100);

  private static final Duration PROBE = Duration.ofSeconds(2);
  private static final int MOST_JSON = 4 << 20;
  private static final int MOST_MODELS = 64;
  private static final int LONGEST_MODEL = 100;

  private final CloseableHttpClient http = PooledHttp.open();
  private final BearerToken token;

  public NodeClient(BearerToken token) {
    this.token = token;
  }

  /** Asks for a node's health; needs no token. */
  public NodeHealth health(URI node) throws IOException {
    HttpGet get = new HttpGet(at(node, "/health"));
    get.setConfig(RequestConfig.custom().setResponseTimeout(Timeout.of(PROBE)).build());
    JsonObject body = JsonText.object(call(get, NodeClient::bodyOfHealthy));
    if (!(body.get("models") instanceof JsonArray models)) {
      throw new IOException("names no models");
    }
    if (models.size() > MOST_MODELS) {
      throw new IOException("names more than " + MOST_MODELS + " models");
    }
    return new NodeHealth(
        models.getValuesAs(JsonString.class).stream()
            .map(JsonString::getString)
            .filter(name -> !name.isBlank() && name.length() <= LONGEST_MODEL)
            .toList(),
        Base64.getDecoder().decode(JsonText.text(body, "public_key")));
  }

  /**
   * Has an answer streamed and checks its seal.
   *
   * @throws WorkerException as {@link ngo.zoo.gpu.GpuConnection#generate}
   */
  public GenerationResult generate(Worker worker, GenerationRequest request, TextListener listener)
      throws WorkerException {
    byte[] body = ChatBody.of(request);
    StreamedAnswer answer = new StreamedAnswer(listener);
    post(
        worker,
        "/v1/chat/completions",
        body,
        response -> {
          answer.readFrom(new ServerSentEvents(response.getEntity().getContent(), WHOLE_ANSWER));
          return answer;
        });
    return SealedResult.of(answer, request, body, worker.publicKey());
  }

  /**
   * Has texts embedded, one vector each, in order.
   *
   * @throws WorkerException as {@link ngo.zoo.gpu.GpuConnection#embed}
   */
  public Embeddings embed(Worker worker, List<String> texts) throws WorkerException {
    byte[] body = EmbeddingBody.of(texts);
    String answer = post(worker, "/v1/embeddings", body, NodeClient::body);
    return EmbeddingBody.read(answer, texts.size());
  }

  private <T> T post(Worker worker, String path, byte[] body, Reading<T> reading)
      throws WorkerException {
    try {
      HttpPost post = new HttpPost(at(worker.url(), path));
      String bearer = token.of(worker);
      if (!bearer.isEmpty()) {
        post.setHeader("Authorization", "Bearer " + bearer);
      }
      post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
      return call(post, response -> reading.read(accepted(response)));
    } catch (IOException e) {
      if (e.getCause() instanceof WorkerException refused) {
        throw refused;
      }
      throw new WorkerException(Reason.UNAVAILABLE, "Node " + worker.name() + " " + words(e), e);
    }
  }

  /** On failure the connection is shut at once: draining a broken stream could take for ever. */
  private <T> T call(HttpUriRequestBase request, Reading<T> reading) throws IOException {
    try (ClassicHttpResponse response = http.executeOpen(null, request, null)) {
      try {
        return reading.read(response);
      } catch (IOException | RuntimeException e) {
        request.cancel();
        throw e;
      }
    }
  }

  private static ClassicHttpResponse accepted(ClassicHttpResponse response) throws IOException {
    if (response.getCode() != 200) {
      throw new IOException(NodeError.ofBody(body(response)).refusal(response.getCode()));
    }
    return response;
  }

  private static String bodyOfHealthy(ClassicHttpResponse response) throws IOException {
    if (response.getCode() != 200) {
      throw new IOException(NodeError.ofHealth(response.getCode(), body(response)));
    }
    return body(response);
  }

  private static String body(ClassicHttpResponse response) throws IOException {
    try {
      return EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8, MOST_JSON);
    } catch (ParseException e) {
      throw new IOException("sent a content type that cannot be read", e);
    }
  }

  private static URI at(URI node, String path) {
    String base = node.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  /** What went wrong, to be read after the node's name. */
  public static String words(Exception e) {
    return switch (e) {
      case SocketTimeoutException _ -> "does not answer in time";
      case ConnectException _ -> "cannot be reached";
      case NoHttpResponseException _ -> "closed the connection";
      case UnknownHostException _ -> "has an address nobody knows";
      case InterruptedIOException _ -> "was interrupted";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  @Override
  public void close() {
    http.close(CloseMode.GRACEFUL);
  }

  /** Reads a response while it is open. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(ClassicHttpResponse response) throws IOException;
  }
}
