package ngo.zoo.dev.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ngo.zoo.dev.Background;
import ngo.zoo.dev.PartFailure;
import ngo.zoo.dev.Ports;
import ngo.zoo.dev.Secrets;
import ngo.zoo.dev.Workspace;

/**
 * Keycloak in development mode with the realm of {@code wildfly-config/}. The realm is imported
 * afresh whenever it, its secrets or the portal's address have changed, so what stands in the
 * repository is what runs; accounts added by hand are lost then.
 */
public final class KeycloakPart implements Part {
  public static final String NAME = "keycloak";

  private final Workspace workspace;
  private final Ports ports;
  private final Secrets secrets;

  public KeycloakPart(Workspace workspace, Ports ports, Secrets secrets) {
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
    return List.of("keycloak");
  }

  /** The import names the portal's port, so another port of the portal needs another import. */
  @Override
  public String stamp() {
    return Stamp.of(workspace.realm()) + ",portal:" + ports.of("http");
  }

  @Override
  public Launch launch() throws IOException {
    Path home = unpacked();
    importRealm(home);
    List<String> command =
        List.of(
            home.resolve("bin/kc.sh").toString(),
            "start-dev",
            "--import-realm",
            "--http-host=127.0.0.1",
            "--http-port=" + port(),
            "--hostname=" + server());
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME", Jdk.home(),
            "JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx320m",
            "JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1",
            "KC_BOOTSTRAP_ADMIN_USERNAME", "admin",
            "KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.word("keycloak-admin"));
    return new Launch(command, environment, home);
  }

  private Path unpacked() throws IOException {
    // The imported realm holds the clients' secrets.
    Path home = workspace.privateFolder("keycloak").resolve("software");
    Path archive = workspace.keycloakArchive();
    if (Files.isDirectory(home)) {
      return home;
    }
    if (!Files.exists(archive)) {
      throw new PartFailure("Keycloak's archive is missing: run ./zoo up, which fetches it.");
    }
    Path fresh = Files.createDirectories(home.resolveSibling("software.new"));
    Background.run(
        fresh,
        Duration.ofMinutes(2),
        "tar",
        "-xzf",
        archive.toString(),
        "--strip-components=1",
        "--no-same-owner");
    return Files.move(fresh, home);
  }

  /** Puts the realm where Keycloak imports from; a changed one drops the database first. */
  private void importRealm(Path home) throws IOException {
    String realm =
        Files.readString(workspace.realm())
            .replace("${zoo.portal.url}", "http://localhost:" + ports.of("http"))
            .replace("${zoo.oidc.secret}", secrets.word("oidc-portal"))
            .replace("${zoo.acme.secret}", secrets.word("oidc-acme"));
    Path imported = home.resolve("data/import/zoo-realm.json");
    if (Files.exists(imported) && Files.readString(imported).equals(realm)) {
      return;
    }
    Path database = home.resolve("data/h2");
    if (Files.isDirectory(database)) {
      try (Stream<Path> files = Files.list(database)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(imported.getParent());
    Files.writeString(imported, realm);
  }

  @Override
  public boolean isReady() {
    return Probe.answers(address());
  }

  /** The first start builds Keycloak's optimised form, which is twenty seconds of CPU. */
  @Override
  public Duration limit() {
    return Duration.ofMinutes(4);
  }

  /** The realm's address, the issuer of its tokens. */
  @Override
  public String address() {
    return server() + "/realms/zoo";
  }

  private String server() {
    return "http://localhost:" + port();
  }

  private int port() {
    return ports.of("keycloak");
  }
}
