package ngo.zoo.gpu.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import ngo.zoo.gpu.node.model.KeeperModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a node: makes its key, loads its model, announces it to the operator, and says in the log
 * what is missing. Ends when its process is told to: the operator is asked for no more questions,
 * and those that run are finished first.
 */
public final class NodeMain {
  private static final Logger LOG = LoggerFactory.getLogger(NodeMain.class);
  private static final Duration GRACE = Duration.ofSeconds(30);

  private NodeMain() {}

  /** Runs the node of this command line. */
  public static void main(String[] args) throws IOException {
    NodeOptions options = options(args);
    Logs.begin(options.log());
    EngineSettings.applyDefaults();
    keepEngineFiles(options.join().data());
    try {
      Node node = start(options);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node), "stop"));
      node.join();
    } catch (ModelFolder.Unusable e) {
      LOG.error("{}", e.getMessage());
      System.exit(1);
    }
  }

  private static void stop(Node node) {
    node.drain(GRACE);
    node.close();
  }

  private static Node start(NodeOptions options) throws IOException {
    NodeKey key = NodeKey.of(options.keyFile());
    Node node = Node.start(options, key, token(options), () -> models(options), NodeMain::giveUp);
    LOG.info(
        "Node {} ready on http://{}:{}, public key {}",
        options.name(),
        options.host(),
        node.port(),
        key.publicKey());
    return node;
  }

  /** Not on the thread that tells: the end waits for that one. */
  private static void giveUp(String why) {
    LOG.error("This node cannot join as it was started. {}", why);
    new Thread(() -> System.exit(1), "give up").start();
  }

  private static String token(NodeOptions options) throws IOException {
    if (options.tokenFile().isEmpty()) {
      return "";
    }
    Path file = options.tokenFile().get();
    String token = Files.readString(file).strip();
    if (token.isEmpty()) {
      throw new IOException(file + " holds no token");
    }
    return token;
  }

  private static Models models(NodeOptions options) {
    return Models.load(
        options.role(),
        () ->
            options
                .join()
                .model()
                .map(folder -> new ModelFolder(folder).load(memory(options)))
                .orElseGet(KeeperModel::shipped));
  }

  private static int memory(NodeOptions options) {
    int told = options.join().memoryMib();
    return told > 0 ? told : Memory.mib();
  }

  /** What the engine unpacks once is kept with the node's data, unless told otherwise. */
  private static void keepEngineFiles(Path data) {
    if (System.getenv("DJL_CACHE_DIR") == null && System.getProperty("DJL_CACHE_DIR") == null) {
      System.setProperty("DJL_CACHE_DIR", data.resolve("djl").toString());
    }
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
