package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import ngo.zoo.gpu.Worker;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * Looks whether an OpenAI-compatible server is well, what it serves and which server it is. Health
 * is asked where it is offered; a list of models is the other sign of life. Which server it is, is
 * asked once for each time it comes up.
 */
final class OpenAiProbe {
  private final Http http;
  private final Map<UUID, Known> known = new ConcurrentHashMap<>();

  /**
   * What is known of a server since it came up.
   *
   * @param contextLength most tokens of prompt and answer together; 0 when nobody says
   */
  record Known(Flavour flavour, int contextLength) {
    private static final Known NOTHING = new Known(Flavour.OTHER, 0);
  }

  OpenAiProbe(Http http) {
    this.http = http;
  }

  Known known(UUID workerId) {
    return known.getOrDefault(workerId, Known.NOTHING);
  }

  void forget(UUID workerId) {
    known.remove(workerId);
  }

  /**
   * @throws IOException with words that follow the worker's name when it is not well
   */
  Found look(Worker worker, String bearer) throws IOException {
    try {
      http.get(worker.url(), "/health", bearer, OpenAiProbe::well);
      String list = http.get(worker.url(), "/v1/models", bearer, OpenAiProbe::bodyIfOffered);
      ModelNames models = ModelNames.read(list);
      Known server = known.get(worker.id());
      if (server == null) {
        int length = worker.contextLength() > 0 ? worker.contextLength() : models.contextLength();
        server = new Known(recognise(worker.url(), bearer, models.owner()), length);
        known.put(worker.id(), server);
      }
      return new Found(served(worker, models.names()), queue(worker, bearer, server.flavour));
    } catch (IOException e) {
      // What comes back at this address may be another server.
      forget(worker.id());
      throw e;
    }
  }

  /** Declared models count; where both name some, only what is in both lists. */
  private static List<String> served(Worker worker, List<String> listed) throws IOException {
    List<String> declared = worker.models();
    List<String> served =
        declared.isEmpty()
            ? listed
            : listed.isEmpty() ? declared : declared.stream().filter(listed::contains).toList();
    if (served.isEmpty()) {
      throw new IOException(
          declared.isEmpty() ? "lists no models and none are declared" : "lists no declared model");
    }
    return served;
  }

  /** Ollama has no /health, some guard it: only a server's own trouble says something. */
  private static String well(ClassicHttpResponse response) throws IOException {
    String body = Http.body(response);
    if (response.getCode() >= 500) {
      throw new IOException(NodeError.ofHealth(response.getCode(), body));
    }
    return body;
  }

  /** An empty list for a server that offers none. */
  private static String bodyIfOffered(ClassicHttpResponse response) throws IOException {
    String body = Http.body(response);
    return switch (response.getCode()) {
      case 200 -> body;
      case 404, 405 -> "[]";
      case 401, 403 -> throw new IOException("does not accept the operator's token");
      default -> throw new IOException(NodeError.ofHealth(response.getCode(), body));
    };
  }

  private Flavour recognise(URI url, String bearer, String owner) throws IOException {
    Flavour told = Flavour.ofOwner(owner);
    if (told != Flavour.OTHER) {
      return told;
    }
    String info = http.get(url, "/info", bearer, OpenAiProbe::bodyIfOk);
    if (info.contains("\"max_concurrent_requests\"")) {
      return Flavour.TGI;
    }
    boolean ollama = http.get(url, "/", bearer, OpenAiProbe::bodyIfOk).startsWith("Ollama is");
    return ollama ? Flavour.OLLAMA : Flavour.OTHER;
  }

  private static String bodyIfOk(ClassicHttpResponse response) throws IOException {
    String body = Http.body(response);
    return response.getCode() == 200 ? body : "";
  }

  /** A server without the metric, or with it switched off, has no queue known to us. */
  private int queue(Worker worker, String bearer, Flavour flavour) throws IOException {
    return flavour.metricsPath().isEmpty()
        ? 0
        : Metric.read(
            http.get(worker.url(), flavour.metricsPath(), bearer, OpenAiProbe::bodyIfOk),
            flavour.queueMetric());
  }
}
