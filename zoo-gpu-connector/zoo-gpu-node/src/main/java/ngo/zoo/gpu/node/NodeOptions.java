package ngo.zoo.gpu.node;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a node is started.
 *
 * @param port 0 takes any free one
 * @param tokenFile holds the bearer token the operator's connector presents
 * @param keyFile the node's Ed25519 key, PKCS#8 PEM; made when missing
 * @param operator where the operator's API is, for {@code /earnings}
 */
public record NodeOptions(
    String name,
    NodeRole role,
    String host,
    int port,
    Path tokenFile,
    Path keyFile,
    int slots,
    Optional<URI> operator) {

  /** What the command line understands. */
  public static final String USAGE =
      "NodeMain --name NAME --role operator|provider --port N --token-file F --key-file F"
          + " [--host 127.0.0.1] [--slots 2] [--operator-url URL]";

  private static final Set<String> KNOWN =
      Set.of(
          "--name",
          "--role",
          "--port",
          "--host",
          "--token-file",
          "--key-file",
          "--slots",
          "--operator-url");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException saying which argument is missing or wrong
   */
  public static NodeOptions parse(String... args) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!KNOWN.contains(args[i]) || i + 1 == args.length) {
        throw new IllegalArgumentException("Unknown argument or no value: " + args[i]);
      }
      given.put(args[i], args[i + 1]);
    }
    return new NodeOptions(
        required(given, "--name"),
        NodeRole.valueOf(required(given, "--role").toUpperCase(Locale.ROOT)),
        given.getOrDefault("--host", "127.0.0.1"),
        Integer.parseInt(required(given, "--port")),
        Path.of(required(given, "--token-file")),
        Path.of(required(given, "--key-file")),
        Integer.parseInt(given.getOrDefault("--slots", "2")),
        Optional.ofNullable(given.get("--operator-url")).map(URI::create));
  }

  private static String required(Map<String, String> given, String name) {
    String value = given.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("Missing " + name);
    }
    return value;
  }
}
