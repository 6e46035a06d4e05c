package ngo.zoo.dev.part;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ngo.zoo.dev.PartFailure;
import ngo.zoo.dev.Ports;
import ngo.zoo.dev.Secrets;
import ngo.zoo.dev.Workspace;
import ngo.zoo.routing.rules.NodeToken;

/** A worker in its own JVM: the operator's node (embeddings) or a provider's (chat). */
public final class NodePart implements Part {
  /** The operator's own node, the only one whose embeddings are trusted. */
  public static final String OPERATOR = "operator-node";

  /** Petra's node, which answers questions. */
  public static final String PROVIDER = "gpu-node";

  private static final int SLOTS = 2;
  private static final String SECRET = "node-secret";

  private final String name;
  private final String role;
  private final String owner;
  private final Workspace workspace;
  private final Ports ports;
  private final Secrets secrets;

  private NodePart(
      String name, String role, String owner, Workspace workspace, Ports ports, Secrets secrets) {
    this.name = name;
    this.role = role;
    this.owner = owner;
    this.workspace = workspace;
    this.ports = ports;
    this.secrets = secrets;
  }

  public static NodePart operator(Workspace workspace, Ports ports, Secrets secrets) {
    return new NodePart(OPERATOR, "operator", "sam", workspace, ports, secrets);
  }

  public static NodePart provider(Workspace workspace, Ports ports, Secrets secrets) {
    return new NodePart(PROVIDER, "provider", "petra", workspace, ports, secrets);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> ports() {
    return List.of(role);
  }

  @Override
  public String stamp() {
    return Stamp.of(own(workspace.nodeTarget()).toArray(Path[]::new))
        + ",portal:"
        + ports.of("http");
  }

  @Override
  public Launch launch() throws IOException {
    List<String> command = new ArrayList<>(List.of(Jdk.java(), "-cp", classPath()));
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true",
            "-Dai.djl.pytorch.num_threads=1",
            "-Dai.djl.pytorch.num_interop_threads=1",
            "-Dai.djl.pytorch.graph_optimizer=false"));
    command.add("ngo.zoo.gpu.node.NodeMain");
    command.addAll(List.of("--name", name, "--role", role, "--host", "127.0.0.1"));
    command.addAll(
        List.of("--port", Integer.toString(ports.of(role)), "--slots", Integer.toString(SLOTS)));
    command.addAll(List.of("--token-file", tokenFile().toString()));
    command.addAll(List.of("--key-file", secrets.signingKey(name).toString()));
    command.addAll(List.of("--operator-url", "http://localhost:" + ports.of("http")));
    Map<String, String> environment =
        Map.of("DJL_CACHE_DIR", workspace.folder("djl").toString(), "OMP_NUM_THREADS", "1");
    return new Launch(command, environment, workspace.folder(name));
  }

  /** Zoo's own jars are copied, because the next build overwrites those in target/. */
  private String classPath() throws IOException {
    Path copies = workspace.folder(name + "/jars");
    try (Stream<Path> old = Files.list(copies)) {
      for (Path jar : old.toList()) {
        Files.delete(jar);
      }
    }
    List<String> entries = new ArrayList<>();
    for (Path jar : own(workspace.nodeTarget())) {
      entries.add(Files.copy(jar, copies.resolve(jar.getFileName())).toString());
    }
    if (entries.isEmpty()) {
      throw new PartFailure("The node is not built: run ./zoo up, which builds it.");
    }
    jars(workspace.nodeTarget().resolve("lib"))
        .filter(jar -> !isOwn(jar))
        .forEach(jar -> entries.add(jar.toString()));
    return String.join(":", entries);
  }

  private static List<Path> own(Path target) {
    return Stream.concat(jars(target), jars(target.resolve("lib")))
        .filter(NodePart::isOwn)
        .toList();
  }

  private static boolean isOwn(Path jar) {
    return jar.getFileName().toString().startsWith("zoo-");
  }

  private static Stream<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
    } catch (IOException e) {
      throw new PartFailure("Cannot read " + folder, e);
    }
  }

  @Override
  public boolean isReady() {
    return Probe.answers(address() + "/health");
  }

  @Override
  public String address() {
    return "http://localhost:" + ports.of(role);
  }

  /** How the operator's list of nodes names this one. */
  JsonObject registration() {
    return Json.createObjectBuilder()
        .add("name", name)
        .add("role", role.toUpperCase(java.util.Locale.ROOT))
        .add("owner", owner)
        .add("url", address())
        .add("public_key", secrets.publicKey(name))
        .add("slots", SLOTS)
        .build();
  }

  private Path tokenFile() {
    byte[] key = Base64.getDecoder().decode(secrets.publicKey(name));
    return secrets.file(name + ".token", NodeToken.of(secrets.word(SECRET), key));
  }

  /** The operator's secret, of which the connector makes each node's token. */
  static Path secretFile(Secrets secrets) {
    return secrets.wordFile(SECRET);
  }
}
