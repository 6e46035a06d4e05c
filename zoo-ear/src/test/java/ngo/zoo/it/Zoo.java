package ngo.zoo.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import ngo.zoo.dev.Access;
import ngo.zoo.dev.Stack;
import ngo.zoo.dev.client.Credential;
import ngo.zoo.dev.client.Reply;
import ngo.zoo.dev.client.ZooApi;

/** The one stack all integration tests share, as its callers see it. */
final class Zoo {
  static final String NOBODY = "";
  static final String PARTNER = "the partner's API key";
  static final String CLIENT = "the partner's client of the realm";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Stack stack = StackExtension.shared();
  private final Access access = stack.access();
  private final Map<String, ZooApi> apis = new ConcurrentHashMap<>();

  private static final class Holder {
    private static final Zoo ZOO = new Zoo();
  }

  private Zoo() {}

  static Zoo shared() {
    return Holder.ZOO;
  }

  /** What follows is of credit leases, which {@code -Dzoo.server.leases=false} switches off. */
  static void assumeLeases() {
    assumeTrue(Boolean.parseBoolean(System.getProperty("zoo.server.leases", "true")), "no leases");
  }

  static JsonObject parse(String json) {
    try (var reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  String portal() {
    return access.portal();
  }

  String apiKey() {
    return access.partnerKey();
  }

  Reply get(String who, String path) {
    return api(who).get(path);
  }

  Reply getWithToken(String token, String path) {
    return new ZooApi(portal(), Credential.bearer(token)).get(path);
  }

  Reply postWithToken(String token, String path, JsonObject body) {
    return new ZooApi(portal(), Credential.bearer(token)).post(path, body);
  }

  Reply post(String who, String path, JsonObject body) {
    return post(who, path, body.toString());
  }

  Reply post(String who, String path, String body) {
    return api(who).post(path, body);
  }

  Reply send(String who, String method, String path, String body) {
    return api(who).send(method, path, body);
  }

  /** What a request of the caller's own making carries; only for callers with a credential. */
  String authorization(String who) {
    return credential(who).header().orElseThrow();
  }

  /** Moves the business clock. */
  void advance(String period) {
    post("sam", "/api/v1/dev/clock", Json.createObjectBuilder().add("advance", period).build())
        .expect(200);
  }

  /** The caller's KEEPER that are free to spend. */
  String balance(String who) {
    return get(who, "/api/v1/me").expect(200).json().getJsonObject("balance").getString("value");
  }

  /** Waits for what must come true, asking again and again until patience ends. */
  void eventually(String what, BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  /**
   * As {@link #eventually}, for what is tried again after some seconds of the business clock: they
   * pass in no time.
   */
  void soon(String what, BooleanSupplier condition) {
    eventually(
        what,
        () -> {
          if (condition.getAsBoolean()) {
            return true;
          }
          advance("PT4S");
          return false;
        });
  }

  /** A connection as the owner of the schema. */
  Connection database() throws SQLException {
    return access.database().connect("zoo");
  }

  /** The process of a part that runs. */
  ProcessHandle process(String part) {
    return stack.process(part).orElseThrow();
  }

  /** Ends a part as a crash would. */
  void crash(String part) {
    stack.kill(part);
  }

  void start(String part) {
    stack.start(part);
  }

  private ZooApi api(String who) {
    return apis.computeIfAbsent(who, name -> new ZooApi(portal(), credential(name)));
  }

  private Credential credential(String who) {
    return switch (who) {
      case NOBODY -> Credential.none();
      case PARTNER -> Credential.bearer(access.partnerKey());
      case CLIENT -> Credential.client(access.realm(), "acme", access.acmeSecret());
      default -> Credential.person(access.realm(), who, who);
    };
  }
}
