package ngo.zoo.routing.rules;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import ngo.zoo.log.Ed25519;
import ngo.zoo.shared.Refusal;

/** Which nodes are taken into the registry, and which calls of theirs are believed. */
public final class NodeRules {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
  private static final Set<String> ROLES = Set.of("OPERATOR", "PROVIDER");
  private static final int MOST_SLOTS = 256;
  private static final int KEY_BYTES = 32;

  private NodeRules() {}

  /**
   * @throws Refusal {@code node-invalid} naming the field
   */
  public static void check(String name, String role, String url, byte[] publicKey, int slots) {
    require(NAME.matcher(name).matches(), "name", "a name is 1 to 63 of a-z, 0-9, dot, hyphen");
    require(ROLES.contains(role), "role", "a role is OPERATOR or PROVIDER");
    require(isHttp(url), "url", "a url is http(s)://host[:port] without user, query or fragment");
    require(publicKey.length == KEY_BYTES, "public_key", "a key is 32 bytes, raw Ed25519");
    require(slots >= 1 && slots <= MOST_SLOTS, "slots", "slots are 1 to " + MOST_SLOTS);
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = new URI(url);
      return Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void require(boolean holds, String field, String detail) {
    if (!holds) {
      throw Refusal.field("node-invalid", field, detail);
    }
  }

  /**
   * Checks a node's signed call (docs/node-protocol.md).
   *
   * @param time RFC 3339, at most five minutes off
   * @param signature Ed25519 over method, path and time, one per line
   * @throws Refusal {@code node-signature}
   */
  public static void checkCall(
      byte[] publicKey, String method, String path, String time, byte[] signature, Instant now) {
    byte[] signed = (method + "\n" + path + "\n" + time).getBytes(StandardCharsets.UTF_8);
    if (!isRecent(time, now) || !Ed25519.verify(publicKey, signed, signature)) {
      throw badSignature();
    }
  }

  private static boolean isRecent(String time, Instant now) {
    try {
      return Duration.between(Instant.parse(time), now).abs().compareTo(TOLERANCE) <= 0;
    } catch (DateTimeException | ArithmeticException e) {
      return false;
    }
  }

  /** The same words whatever was wrong, so that they teach nothing about the registry. */
  public static Refusal badSignature() {
    return Refusal.forbidden(
        "node-signature", "The call is not signed by a registered node within five minutes");
  }
}
