package ngo.zoo.gpu.node;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import ngo.zoo.gpu.node.http.ApiError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's side of belonging to an operator: it announces itself until the operator takes it,
 * then says every ten seconds that it lives, and says good-bye. Whatever stands between it and its
 * first question goes to the log in words, once each time it changes.
 */
final class Membership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final Duration BEAT = Duration.ofSeconds(10);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  /** What no second try mends. */
  private static final Set<String> HOPELESS =
      Set.of(
          "model-does-not-fit",
          "node-invalid",
          "node-of-another",
          "node-key-known",
          "node-retired");

  /** Who is none of these has nothing to say good-bye to. */
  private static final Set<String> TAKEN =
      Set.of("healthy", "degraded", "unhealthy", "discovered", "benchmarking");

  private final NodeOptions options;
  private final NodeKey key;
  private final OperatorClient operator;
  private final Consumer<String> token;
  private final Consumer<String> hopeless;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Standing standing = Standing.UNKNOWN;
  private volatile int memoryMib;

  /**
   * @param token is told the token the operator presents
   * @param hopeless is told why the node can never come in as it was started
   */
  Membership(
      NodeOptions options,
      NodeKey key,
      OperatorClient operator,
      Consumer<String> token,
      Consumer<String> hopeless) {
    this.options = options;
    this.key = key;
    this.operator = operator;
    this.token = token;
    this.hopeless = hopeless;
  }

  /** Begins, in a thread of its own. */
  void begin(Models models, int port) {
    Thread.ofVirtual().name("membership").start(() -> run(models, port));
  }

  Standing standing() {
    return standing;
  }

  private void run(Models models, int port) {
    memoryMib = options.join().memoryMib() > 0 ? options.join().memoryMib() : Memory.mib();
    Duration wait = FIRST_WAIT;
    String told = "";
    while (!isOver(Duration.ZERO)) {
      try {
        stay(models, port);
        wait = FIRST_WAIT;
        told = "";
      } catch (OperatorClient.Refused e) {
        told = tell(told, String.valueOf(e.getMessage()));
        if (HOPELESS.contains(e.code()) || isWrongCode(e)) {
          hopeless.accept(String.valueOf(e.getMessage()));
          return;
        }
      } catch (ApiError e) {
        told = tell(told, String.valueOf(e.getMessage()));
      }
      if (isOver(wait)) {
        return;
      }
      wait = wait.multipliedBy(2).compareTo(BEAT) < 0 ? wait.multipliedBy(2) : BEAT;
    }
  }

  /** A key without a code may be registered by hand at any time; a wrong code stays wrong. */
  private boolean isWrongCode(OperatorClient.Refused e) {
    return e.code().equals("enrolment-invalid") && !options.join().enrol().isEmpty();
  }

  private static String tell(String told, String now) {
    if (!now.equals(told)) {
      LOG.warn("The operator has not taken this node yet: {}", now);
    }
    return now;
  }

  /** From the announcement on, until a call fails. */
  private void stay(Models models, int port) {
    Standing welcome = operator.announce(hello(models, port), Instant.now());
    token.accept(welcome.token());
    LOG.info(
        "{} registers {} as {}", options.operator().orElseThrow(), welcome.name(), welcome.id());
    now(welcome);
    while (!isOver(pause())) {
      now(operator.heartbeat(welcome.id(), memoryMib, Instant.now()));
    }
  }

  /** Quick while something is about to change. */
  private Duration pause() {
    return Set.of("discovered", "benchmarking").contains(standing.state()) ? FIRST_WAIT : BEAT;
  }

  private void now(Standing fresh) {
    if (fresh.differsFrom(standing)) {
      LOG.info("This node is {}", fresh.words());
    }
    standing = fresh;
  }

  private JsonObject hello(Models models, int port) {
    JsonArrayBuilder names = Json.createArrayBuilder();
    models.loaded().forEach(model -> names.add(model.id()));
    JsonObjectBuilder hello =
        Json.createObjectBuilder()
            .add("name", options.name())
            .add("public_key", key.publicKey())
            .add("slots", options.slots())
            .add("models", names)
            .add("memory_mib", memoryMib);
    String url = options.join().url();
    if (!url.isEmpty()) {
      // A port the system chose is known only now.
      hello.add("url", url.endsWith(":0") ? url.substring(0, url.length() - 1) + port : url);
    }
    if (!options.join().enrol().isEmpty()) {
      hello.add("code", options.join().enrol());
    }
    return hello.build();
  }

  private boolean isOver(Duration within) {
    try {
      return ended.await(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Asks for no more questions; whoever cannot be told finds out by its probes. */
  @Override
  public void close() {
    ended.countDown();
    Standing last = standing;
    if (TAKEN.contains(last.state())) {
      try {
        operator.drain(last.id(), "the node was told to stop", Instant.now());
      } catch (ApiError | OperatorClient.Refused e) {
        LOG.info("The operator was not told: {}", e.getMessage());
      }
    }
  }
}
