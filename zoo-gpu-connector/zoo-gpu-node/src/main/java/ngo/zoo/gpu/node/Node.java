package ngo.zoo.gpu.node;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import ngo.zoo.gpu.node.chat.ChatCompletions;
import ngo.zoo.gpu.node.chat.Verification;
import ngo.zoo.gpu.node.http.ApiError;
import ngo.zoo.gpu.node.http.Request;
import ngo.zoo.gpu.node.http.Route;
import ngo.zoo.gpu.node.http.Server;
import org.jspecify.annotations.Nullable;

/**
 * A running node. It listens at once and answers 503 until its models are loaded, so that whoever
 * started it can watch {@code /health}.
 */
public final class Node implements AutoCloseable {

  private final NodeOptions options;
  private final NodeKey key;
  private final Work work;
  private final NodeReports reports;
  private final Server server;
  private volatile @Nullable Models models;

  private Node(NodeOptions options, NodeKey key, String token) throws IOException {
    this.options = options;
    this.key = key;
    this.work = new Work(options.slots());
    this.reports = new NodeReports(options, key, work, Instant.now());
    this.server = new Server(options.host(), options.port(), token, routes());
  }

  /** Listens, then loads. */
  public static Node start(NodeOptions options, NodeKey key, String token, Supplier<Models> loading)
      throws IOException {
    Node node = new Node(options, key, token);
    try {
      node.models = loading.get();
      return node;
    } catch (RuntimeException | Error e) {
      node.close();
      throw e;
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  private List<Route> routes() {
    return List.of(
        new Route("GET", "/health", true, r -> r.reply(200, reports.health(loaded()))),
        new Route("GET", "/v1/models", false, r -> r.reply(200, reports.models(loaded()))),
        new Route("POST", "/v1/chat/completions", false, this::chat),
        new Route("POST", "/v1/embeddings", false, this::embed),
        new Route("POST", "/v1/verify", false, this::verify),
        new Route(
            "GET", "/status", false, r -> r.reply(200, reports.status(loaded(), Instant.now()))),
        new Route("GET", "/earnings", false, this::earnings));
  }

  private void chat(Request request) throws IOException {
    new ChatCompletions(
            loaded()
                .chat()
                .orElseThrow(
                    () ->
                        ApiError.notFound(
                            "model_not_found", "This node serves no chat model, only embeddings")),
            work,
            key)
        .handle(request);
  }

  private void verify(Request request) throws IOException {
    new Verification(
            loaded()
                .chat()
                .orElseThrow(
                    () ->
                        ApiError.notFound(
                            "model_not_found", "This node serves no chat model to check with")),
            work,
            key)
        .handle(request);
  }

  private void embed(Request request) throws IOException {
    new EmbeddingsResource(
            loaded()
                .embedder()
                .orElseThrow(
                    () ->
                        ApiError.notFound(
                            "model_not_found", "Embeddings are made on the operator's node only")),
            work)
        .handle(request);
  }

  private void earnings(Request request) throws IOException {
    OperatorClient operator =
        options
            .operator()
            .map(url -> new OperatorClient(url, options.name(), key))
            .orElseThrow(
                () ->
                    ApiError.unavailable(
                        "earnings_unavailable", "No earnings: started without --operator-url"));
    request.reply(200, operator.earnings(Instant.now()));
  }

  private Models loaded() {
    Models present = models;
    if (present == null) {
      throw ApiError.unavailable("loading", "The node is loading its models");
    }
    return present;
  }

  @Override
  public void close() {
    server.close();
  }
}
