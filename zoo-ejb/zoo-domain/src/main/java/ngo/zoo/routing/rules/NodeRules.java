package ngo.zoo.routing.rules;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import ngo.zoo.log.Ed25519;
import ngo.zoo.log.Sha256;
import ngo.zoo.routing.BackendTerms;
import ngo.zoo.shared.Refusal;

/** Which nodes are taken into the registry, and which calls of theirs are believed. */
public final class NodeRules {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
  private static final Set<String> ROLES = Set.of("OPERATOR", "PROVIDER");
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[.*]");
  private static final Set<String> INSIDE = Set.of(".localhost", ".local", ".internal");
  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,99}");
  private static final Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final int MOST_MODELS = 64;
  private static final int MOST_CONTEXT = 1 << 24;
  private static final int MOST_SLOTS = 256;
  private static final int KEY_BYTES = 32;

  private NodeRules() {}

  /**
   * @throws Refusal {@code node-invalid} naming the field
   */
  public static void check(String name, String role, String url, byte[] publicKey, int slots) {
    require(NAME.matcher(name).matches(), "name", "a name is 1 to 63 of a-z, 0-9, dot, hyphen");
    require(ROLES.contains(role), "role", "a role is OPERATOR or PROVIDER");
    require(isHttp(url), "url", "a url is http(s)://host[:port] and nothing else");
    require(publicKey.length == KEY_BYTES, "public_key", "a key is 32 bytes, raw Ed25519");
    require(slots >= 1 && slots <= MOST_SLOTS, "slots", "slots are 1 to " + MOST_SLOTS);
  }

  /**
   * A backend that seals nothing proves nothing of what it did: nobody but the operator may run it.
   *
   * @throws Refusal {@code node-invalid} naming the field
   */
  public static void checkUnsealed(
      String name, String role, String url, BackendTerms terms, int slots) {
    require(BackendTerms.OPENAI_KIND.equals(terms.kind()), "kind", "a kind is ZOO or OPENAI");
    check(name, role, url, new byte[KEY_BYTES], slots);
    require("OPERATOR".equals(role), "role", "a backend without seal is the operator's own");
    require(terms.models().size() <= MOST_MODELS, "models", "at most 64 models");
    require(
        terms.models().stream().allMatch(model -> MODEL.matcher(model).matches()),
        "models",
        "a model's name is 1 to 100 letters, digits and . _ : / - signs");
    require(
        terms.contextLength() >= 0 && terms.contextLength() <= MOST_CONTEXT,
        "context_length",
        "a context length is 0 (not declared) to " + MOST_CONTEXT);
    require(
        terms.credential().isEmpty() || CREDENTIAL.matcher(terms.credential()).matches(),
        "credential",
        "a credential is the name of a file in the folder of secrets, not the secret");
  }

  /**
   * Where a stranger's node may be: the operator's server calls it, with a token, so it must be
   * encrypted and may not be an address inside the operator's own network.
   *
   * @throws Refusal {@code node-invalid} naming the url
   */
  public static void checkPublic(String url) {
    URI uri = URI.create(url);
    require(
        "https".equals(uri.getScheme()) && !isInside(uri.getHost()),
        "url",
        "a provider's url is https:// and a name or address of the public internet");
  }

  /** Names are not resolved here: what a name means may be different at the next call. */
  private static boolean isInside(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (!LITERAL.matcher(name).matches()) {
      return !name.contains(".") || INSIDE.stream().anyMatch(name::endsWith);
    }
    try {
      InetAddress address = InetAddress.ofLiteral(name.replaceAll("[\\[\\]]", ""));
      return address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || address.isLinkLocalAddress()
          || address.isSiteLocalAddress()
          || address.isMulticastAddress()
          || isUniqueLocal(address.getAddress());
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  /** fc00::/7 (RFC 4193), which Java's own predicates leave out. */
  private static boolean isUniqueLocal(byte[] address) {
    return address.length == 16 && (address[0] & 0xfe) == 0xfc;
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = new URI(url);
      return Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null
          && Set.of("", "/").contains(uri.getPath())
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
    checkSigned(publicKey, method + "\n" + path + "\n" + time, time, signature, now);
  }

  /**
   * Checks a node's signed call that carries a body: its SHA-256 in hex is a fourth line of what is
   * signed.
   *
   * @throws Refusal {@code node-signature}
   */
  public static void checkCall(
      byte[] publicKey,
      String method,
      String path,
      String time,
      byte[] body,
      byte[] signature,
      Instant now) {
    String hash = HexFormat.of().formatHex(Sha256.of(body));
    String signed = method + "\n" + path + "\n" + time + "\n" + hash;
    checkSigned(publicKey, signed, time, signature, now);
  }

  private static void checkSigned(
      byte[] publicKey, String text, String time, byte[] signature, Instant now) {
    byte[] signed = text.getBytes(StandardCharsets.UTF_8);
    if (publicKey.length != KEY_BYTES
        || !isRecent(time, now)
        || !Ed25519.verify(publicKey, signed, signature)) {
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
