package ngo.zoo.gpu.node;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ngo.zoo.gpu.node.chat.ChatCompletions;
import ngo.zoo.gpu.node.chat.Verification;
import ngo.zoo.gpu.node.http.ApiError;
import ngo.zoo.gpu.node.http.Request;
import ngo.zoo.gpu.node.http.Route;
import ngo.zoo.gpu.node.http.Server;

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
  private final Optional<OperatorClient> operator;
  private final Optional<Membership> membership;
  private final Shelf shelf = new Shelf();
  private final LoadResource loads;
  private volatile String token;

  private Node(
      NodeOptions options,
      NodeKey key,
      String token,
      Supplier<Models> loading,
      Consumer<String> hopeless)
      throws IOException {
    this.options = options;
    this.loads = new LoadResource(shelf, loading);
    this.key = key;
    this.token = token;
    this.work = new Work(options.slots());
    this.operator = options.operator().map(url -> new OperatorClient(url, options.name(), key));
    this.membership =
        operator.map(
            client -> new Membership(options, key, client, fresh -> this.token = fresh, hopeless));
    this.reports =
        new NodeReports(
            options,
            key,
            work,
            () -> membership.map(Membership::standing).orElse(Standing.UNKNOWN),
            Instant.now());
    this.server = new Server(options.host(), options.port(), () -> this.token, routes());
  }

  /** Listens, then loads. */
  public static Node start(NodeOptions options, NodeKey key, String token, Supplier<Models> loading)
      throws IOException {
    return start(options, key, token, loading, why -> {});
  }

  /**
   * Listens, then loads, then announces itself to the operator.
   *
   * @param token what the operator presents; empty for what it says when it takes the node
   * @param hopeless is told why the operator will never take the node as it was started
   */
  static Node start(
      NodeOptions options,
      NodeKey key,
      String token,
      Supplier<Models> loading,
      Consumer<String> hopeless)
      throws IOException {
    Node node = new Node(options, key, token, loading, hopeless);
    try {
      node.shelf.replace(loading.get());
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
        new Route("GET", "/health", true, r -> r.reply(200, reports.health(shelf.now()))),
        new Route("GET", "/v1/models", false, r -> r.reply(200, reports.models(shelf.now()))),
        new Route("POST", "/v1/models/load", false, loads::handle),
        new Route("POST", "/v1/chat/completions", false, r -> shelf.use(m -> chat(m, r))),
        new Route("POST", "/v1/embeddings", false, r -> shelf.use(m -> embed(m, r))),
        new Route("POST", "/v1/verify", false, r -> shelf.use(m -> verify(m, r))),
        new Route(
            "GET", "/status", false, r -> r.reply(200, reports.status(shelf.now(), Instant.now()))),
        new Route("GET", "/earnings", false, this::earnings));
  }

  private void chat(Models models, Request request) throws IOException {
    new ChatCompletions(
            models
                .chat()
                .orElseThrow(
                    () ->
                        ApiError.notFound(
                            "model_not_found", "This node serves no chat model, only embeddings")),
            work,
            key)
        .handle(request);
  }

  private void verify(Models models, Request request) throws IOException {
    new Verification(
            models
                .chat()
                .orElseThrow(
                    () ->
                        ApiError.notFound(
                            "model_not_found", "This node serves no chat model to check with")),
            work,
            key)
        .handle(request);
  }

  private void embed(Models models, Request request) throws IOException {
    new EmbeddingsResource(
            models
                .embedder()
                .orElseThrow(
                    () ->
                        ApiError.notFound(
                            "model_not_found", "Embeddings are made on the operator's node only")),
            work)
        .handle(request);
  }

  private void earnings(Request request) throws IOException {
    OperatorClient books =
        operator.orElseThrow(
            () ->
                ApiError.unavailable(
                    "earnings_unavailable", "No earnings: started without --operator-url"));
    request.reply(200, books.earnings(Instant.now()));
  }

  /** Announces itself to the operator, and says from then on that it lives. */
  void join() {
    membership.ifPresent(member -> member.begin(shelf.now(), port()));
  }

  /**
   * Asks the operator for no more questions, and waits until those it works on are answered.
   *
   * @param grace how long at most
   */
  void drain(Duration grace) {
    membership.ifPresent(Membership::close);
    work.awaitIdle(grace);
  }

  @Override
  public void close() {
    server.close();
  }
}
