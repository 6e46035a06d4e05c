package ngo.zoo.gpu.node;

import java.io.IOException;
import java.nio.file.Files;

/** Starts a node and says in one line when it is ready. Ends when its process is told to. */
public final class NodeMain {

  private NodeMain() {}

  /** Runs the node of this command line. */
  public static void main(String[] args) throws IOException {
    EngineSettings.applyDefaults();
    Node node = start(args);
    Runtime.getRuntime().addShutdownHook(new Thread(node::close, "stop"));
  }

  private static Node start(String[] args) throws IOException {
    NodeOptions options = options(args);
    String token = Files.readString(options.tokenFile()).strip();
    if (token.isEmpty()) {
      throw new IOException(options.tokenFile() + " holds no token");
    }
    NodeKey key = NodeKey.of(options.keyFile());
    Node node = Node.start(options, key, token, () -> Models.load(options.role()));
    System.out.printf(
        "Node %s ready on http://%s:%d, public key %s%n",
        options.name(), options.host(), node.port(), key.publicKey());
    return node;
  }

  private static NodeOptions options(String[] args) {
    try {
      return NodeOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + System.lineSeparator() + NodeOptions.USAGE);
      System.exit(2);
      throw e;
    }
  }
}
