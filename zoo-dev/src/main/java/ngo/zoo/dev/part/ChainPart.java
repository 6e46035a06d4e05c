package ngo.zoo.dev.part;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ngo.zoo.dev.Background;
import ngo.zoo.dev.PartFailure;
import ngo.zoo.dev.Ports;
import ngo.zoo.dev.Secrets;
import ngo.zoo.dev.Workspace;

/**
 * The development chain (anvil, from npm), with its state kept between runs. Without npm it stays
 * off: everything else works and anchors wait in the outbox.
 */
public final class ChainPart implements Part {
  public static final String NAME = "chain";
  public static final String CHAIN_ID = "31337";
  private static final String ANVIL = "node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil";

  /**
   * The first account of anvil's published mnemonic: rich on every development chain, only there.
   */
  private static final String DEVELOPMENT_KEY =
      "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

  private final Workspace workspace;
  private final Ports ports;
  private final Secrets secrets;

  public ChainPart(Workspace workspace, Ports ports, Secrets secrets) {
    this.workspace = workspace;
    this.ports = ports;
    this.secrets = secrets;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> ports() {
    return List.of("chain");
  }

  @Override
  public Optional<String> reasonToStayOff() {
    if (!Files.exists(workspace.contracts().resolve("package-lock.json"))) {
      return Optional.of("contracts/package-lock.json is missing; anchors wait in the outbox");
    }
    if (Files.isExecutable(anvil()) && isInstalledFromLock()) {
      return Optional.empty();
    }
    try {
      Background.run(workspace.contracts(), Duration.ofSeconds(20), "npm", "--version");
    } catch (PartFailure e) {
      return Optional.of("no npm here (apt-get install npm); anchors wait in the outbox");
    }
    return install();
  }

  private Optional<String> install() {
    try {
      Background.run(
          workspace.contracts(),
          Duration.ofMinutes(5),
          "npm",
          "ci",
          "--ignore-scripts",
          "--no-audit");
      return Files.exists(anvil())
          ? Optional.empty()
          : Optional.of("npm ci brought no anvil for this machine; anchors wait in the outbox");
    } catch (PartFailure e) {
      return Optional.of("anchors wait in the outbox, because " + e.getMessage());
    }
  }

  /** npm leaves a copy of the lock file's content when it has installed. */
  private boolean isInstalledFromLock() {
    Path lock = workspace.contracts().resolve("package-lock.json");
    Path installed = workspace.contracts().resolve("node_modules/.package-lock.json");
    return Files.exists(installed)
        && installed.toFile().lastModified() >= lock.toFile().lastModified();
  }

  /**
   * {@code --hardfork cancun --prune-history}: without them each block takes longer than the one
   * before. Blocks come by time, because mining on demand stalls under pipelined transactions.
   */
  @Override
  public Launch launch() {
    Path folder = workspace.folder("chain");
    List<String> command =
        List.of(
            anvil().toString(),
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port()),
            "--chain-id",
            CHAIN_ID,
            "--hardfork",
            "cancun",
            "--prune-history",
            "--block-time",
            "2",
            "--slots-in-an-epoch",
            "4",
            "--state",
            folder.resolve("state.json").toString(),
            "--state-interval",
            "30",
            "--silent");
    return new Launch(command, Map.of(), folder);
  }

  @Override
  public boolean isReady() {
    return JsonRpc.chainId(address()).isPresent();
  }

  @Override
  public String stopSignal() {
    return "INT";
  }

  @Override
  public String address() {
    return "http://localhost:" + port();
  }

  /** A file with the private key that pays for anchors. */
  public Path keyFile() {
    return secrets.file("chain-key", DEVELOPMENT_KEY);
  }

  private Path anvil() {
    return workspace.contracts().resolve(ANVIL);
  }

  private int port() {
    return ports.of("chain");
  }
}
