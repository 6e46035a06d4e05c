package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;

/**
 * Calls to backends over pooled blocking HTTP. Each call that generates is watched: it ends when
 * its time is over or nobody waits for it. Thread-safe; one for the whole adapter.
 */
final class Http implements AutoCloseable {
  private static final Duration PROBE = Duration.ofSeconds(2);

  /** A backend that drips bytes is not well, however small the pauses. */
  private static final Watch.Asker PROBING = Watch.Asker.within(PROBE.multipliedBy(3));

  /**
   * For the end of a body whose content is whole already: then its connection can be used again,
   * and otherwise it is shut, and the answer is one all the same.
   */
  private static final Duration LINGERING = Duration.ofSeconds(1);

  private static final int MOST_JSON = 8 << 20;
  private static final int MOST_ADDRESSES = 10_000;

  private final CloseableHttpClient client;
  private final Watch watch;
  private final RequestConfig probing;
  private final RequestConfig whole;
  private final Map<Place, URI> addresses = new ConcurrentHashMap<>();

  Http(Timeouts timeouts, Watch watch) {
    this.client = PooledHttp.open(timeouts);
    this.watch = watch;
    this.probing = PooledHttp.answeringWithin(PROBE);
    this.whole = PooledHttp.answeringWithin(timeouts.longestAnswer());
  }

  /** Asks a probe's question. */
  <T> T get(URI backend, String path, String bearer, Reading<T> reading) throws IOException {
    HttpGet get = new HttpGet(at(backend, path));
    get.setConfig(probing);
    authorise(get, bearer);
    Watch.Call watched = watch.begin(get::cancel, PROBING);
    try {
      return call(get, watched, reading);
    } finally {
      watch.end(watched);
    }
  }

  /**
   * Sends a request and reads its answer, whatever its status.
   *
   * @param inOnePiece the first byte may come as late as the last
   * @throws WorkerException what {@code reading} wrapped in an IOException; {@code ABANDONED} when
   *     nobody waits any more; {@code UNAVAILABLE} for all else that goes wrong
   */
  <T> T post(
      Worker worker, String path, Sent sent, boolean inOnePiece, Watch.Asker asker, Reading<T> read)
      throws WorkerException {
    HttpPost post = new HttpPost(at(worker.url(), path));
    if (inOnePiece) {
      post.setConfig(whole);
    }
    authorise(post, sent.bearer());
    post.setEntity(new ByteArrayEntity(sent.body(), ContentType.APPLICATION_JSON));
    Watch.Call watched = watch.begin(post::cancel, asker);
    try {
      return call(post, watched, read);
    } catch (IOException e) {
      throw failure(worker, watched, e);
    } finally {
      watch.end(watched);
    }
  }

  private static WorkerException failure(Worker worker, Watch.Call watched, IOException e) {
    if (watched.abandoned()) {
      return new WorkerException(Reason.ABANDONED, "Nobody waits for the answer any more", e);
    }
    if (e.getCause() instanceof WorkerException told) {
      return told;
    }
    String words = watched.late() ? "took too long to answer" : words(e);
    return new WorkerException(Reason.UNAVAILABLE, "Node " + worker.name() + " " + words, e);
  }

  private static void authorise(HttpUriRequestBase request, String bearer) {
    if (!bearer.isEmpty()) {
      request.setHeader("Authorization", "Bearer " + bearer);
    }
  }

  /** On failure the connection is shut at once: draining a broken stream could take for ever. */
  private <T> T call(HttpUriRequestBase request, Watch.Call watched, Reading<T> reading)
      throws IOException {
    try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
      try {
        T read = reading.read(response);
        watched.within(LINGERING);
        EntityUtils.consumeQuietly(response.getEntity());
        return read;
      } catch (IOException | RuntimeException e) {
        request.cancel();
        throw e;
      }
    }
  }

  /** The body as text, read to its end so that the connection can be used again. */
  static String body(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return "";
    }
    long length = entity.getContentLength();
    if (length >= 0 && length <= MOST_JSON) {
      // JSON is UTF-8 (RFC 8259 section 8.1); with its length known it needs one buffer.
      byte[] bytes = entity.getContent().readNBytes((int) length);
      return new String(bytes, StandardCharsets.UTF_8);
    }
    try {
      String body = EntityUtils.toString(entity, StandardCharsets.UTF_8, MOST_JSON);
      return body == null ? "" : body;
    } catch (ParseException | IllegalArgumentException e) {
      throw new IOException("sent a content type or length that cannot be read", e);
    }
  }

  private record Place(URI backend, String path) {}

  /** Reading an address costs more than writing a request to it. */
  private URI at(URI backend, String path) {
    if (addresses.size() > MOST_ADDRESSES) {
      addresses.clear();
    }
    return addresses.computeIfAbsent(
        new Place(backend, path), place -> joined(place.backend, place.path));
  }

  private static URI joined(URI backend, String path) {
    String base = backend.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  /** What went wrong, to be read after the node's name. */
  static String words(Exception e) {
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
    client.close(CloseMode.IMMEDIATE);
  }

  /**
   * What goes out.
   *
   * @param bearer token to present, empty for none
   */
  record Sent(byte[] body, String bearer) {}

  /** Reads a response while it is open. */
  @FunctionalInterface
  interface Reading<T> {
    T read(ClassicHttpResponse response) throws IOException;
  }
}
