package ngo.zoo.gpu.node;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
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
 * @param tokenFile holds the bearer token the operator's connector presents; without one the
 *     operator is asked
 * @param keyFile the node's Ed25519 key, PKCS#8 PEM; made when missing
 * @param operator where the operator's API is
 * @param join what the node needs to come in by itself
 * @param log how it writes its log
 */
public record NodeOptions(
    String name,
    NodeRole role,
    String host,
    int port,
    Optional<Path> tokenFile,
    Path keyFile,
    int slots,
    Optional<URI> operator,
    Join join,
    Logs.Options log) {

  /**
   * @param enrol the owner's code for a key nobody has registered yet; else empty
   * @param url where the operator's server reaches the node; empty for what is registered
   * @param model folder with the weights; empty for those that ship with the node
   * @param memoryMib 0 to look for itself
   * @param data folder for the key and what engines unpack
   */
  public record Join(String enrol, String url, Optional<Path> model, int memoryMib, Path data) {}

  /** What the command line understands. */
  public static final String USAGE =
      """
      java -jar zoo-node.jar --operator URL [--enrol CODE] [--model DIR] [--url URL]

        --operator URL    where the operator's API is
        --enrol CODE      from the provider console, for a node that is new; needed once
        --model DIR       folder with config.json and weights.safetensors; else what ships with the node
        --url URL         where the operator reaches this node: https:// and a public name; in development
                          what it listens on
        --name NAME       what the node is called; else the machine's name
        --slots N         requests at once (2)
        --memory-mib N    memory for models, as the operator is told; else of the accelerator or the machine
        --host H --port N what it listens on (127.0.0.1, 8100)
        --data DIR        folder for its key (STATE_DIRECTORY, else ~/.zoo-node)
        --key-file F      its key, made when missing (node.pem in the data folder)
        --token-file F    the operator's token, for a node that is registered by hand
        --role ROLE       provider (usual) or operator
        --log FORM        text (usual) or json, a line each, to standard output
        --log-file F      to this file instead, which is rotated at 10 MiB, five kept""";

  private static final Set<String> KNOWN =
      Set.of(
          "--name",
          "--role",
          "--port",
          "--host",
          "--token-file",
          "--key-file",
          "--slots",
          "--operator",
          "--operator-url",
          "--enrol",
          "--model",
          "--url",
          "--memory-mib",
          "--data",
          "--log",
          "--log-file");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException saying which argument is missing or wrong
   */
  public static NodeOptions parse(String... args) {
    Map<String, String> given = given(args);
    Optional<URI> operator =
        Optional.ofNullable(given.getOrDefault("--operator", given.get("--operator-url")))
            .map(URI::create);
    Optional<Path> tokenFile = Optional.ofNullable(given.get("--token-file")).map(Path::of);
    if (operator.isEmpty() && tokenFile.isEmpty()) {
      throw new IllegalArgumentException("Missing --operator, or --token-file");
    }
    Path data = Path.of(given.getOrDefault("--data", usualData()));
    String host = given.getOrDefault("--host", "127.0.0.1");
    int port = number(given, "--port", 8100, 0);
    String listening = tokenFile.isPresent() ? "" : "http://" + host + ":" + port;
    return new NodeOptions(
        given.getOrDefault("--name", machine()),
        role(given.getOrDefault("--role", "provider")),
        host,
        port,
        tokenFile,
        Path.of(given.getOrDefault("--key-file", data.resolve("node.pem").toString())),
        number(given, "--slots", 2, 1),
        operator,
        new Join(
            given.getOrDefault("--enrol", ""),
            given.getOrDefault("--url", listening),
            Optional.ofNullable(given.get("--model")).map(Path::of),
            number(given, "--memory-mib", 0, 0),
            data),
        Logs.Options.of(given.getOrDefault("--log", "text"), given.get("--log-file")));
  }

  private static Map<String, String> given(String... args) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!KNOWN.contains(args[i]) || i + 1 == args.length || args[i + 1].isBlank()) {
        throw new IllegalArgumentException("Unknown argument or no value: " + args[i]);
      }
      given.put(args[i], args[i + 1]);
    }
    return given;
  }

  private static NodeRole role(String word) {
    try {
      return NodeRole.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--role is provider or operator", e);
    }
  }

  private static int number(Map<String, String> given, String name, int usual, int least) {
    try {
      int number = Integer.parseInt(given.getOrDefault(name, Integer.toString(usual)));
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is a whole number", e);
    }
    throw new IllegalArgumentException(name + " is at least " + least);
  }

  /** What systemd gives a service, else a folder of the user's. */
  private static String usualData() {
    String state = System.getenv("STATE_DIRECTORY");
    return state == null || state.isBlank()
        ? Path.of(System.getProperty("user.home", "."), ".zoo-node").toString()
        : state;
  }

  /** The machine's name in the letters a node's name may have. */
  private static String machine() {
    try {
      String name =
          InetAddress.getLocalHost()
              .getHostName()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^a-z0-9.-]+", "-")
              .replaceAll("^[.-]+", "");
      return name.isEmpty() ? "node" : name.substring(0, Math.min(63, name.length()));
    } catch (UnknownHostException e) {
      return "node";
    }
  }
}
