package ngo.zoo.dev.part;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ngo.zoo.dev.PartFailure;
import ngo.zoo.dev.Ports;
import ngo.zoo.dev.Secrets;
import ngo.zoo.dev.Workspace;

/**
 * The application server with zoo.ear. The provisioned server is never written to: each workspace
 * has a base directory of its own, with the configuration copied in before every start.
 */
public final class WildflyPart implements Part {
  public static final String NAME = "wildfly";

  /** What the server's own start script gives to the JVM, as far as this server needs it. */
  private static final List<String> MODULES =
      List.of(
          "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
          "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
          "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
          "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
          "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.security=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.management/javax.management=ALL-UNNAMED",
          "--add-opens=java.naming/javax.naming=ALL-UNNAMED",
          "--add-modules=java.se,jdk.incubator.vector",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED");

  private final Workspace workspace;
  private final Ports ports;
  private final Secrets secrets;
  private final PostgresPart postgres;
  private final KeycloakPart keycloak;
  private final ChainPart chain;
  private final List<NodePart> nodes;

  public WildflyPart(
      Workspace workspace,
      Ports ports,
      Secrets secrets,
      PostgresPart postgres,
      KeycloakPart keycloak,
      ChainPart chain,
      List<NodePart> nodes) {
    this.workspace = workspace;
    this.ports = ports;
    this.secrets = secrets;
    this.postgres = postgres;
    this.keycloak = keycloak;
    this.chain = chain;
    this.nodes = List.copyOf(nodes);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> ports() {
    return List.of("http", "management");
  }

  @Override
  public List<String> needs() {
    return Stream.concat(
            Stream.of(PostgresPart.NAME, ChainPart.NAME), nodes.stream().map(NodePart::name))
        .toList();
  }

  /**
   * The addresses are part of it: another port of another part needs another configuration, and so
   * does a chain that was off before.
   */
  @Override
  public String stamp() {
    Path configuration = workspace.server().resolve("standalone/configuration/standalone.xml");
    return Stamp.of(workspace.ear(), configuration)
        + ","
        + postgres.stamp()
        + ","
        + ports.of("keycloak")
        + ","
        + ports.of("postgres")
        + ","
        + (chain.isReady() ? ports.of("chain") : "no-chain")
        + ","
        + ports.of("operator")
        + ","
        + ports.of("provider");
  }

  @Override
  public Launch launch() throws IOException {
    if (!Files.exists(workspace.ear()) || !Files.exists(workspace.server())) {
      throw new PartFailure("The application is not built: run ./zoo up, which builds it.");
    }
    Path base = prepareBase();
    Path home = workspace.server();
    List<String> command =
        new ArrayList<>(
            List.of(
                Jdk.java(),
                "-Xms128m",
                "-Xmx" + System.getProperty("zoo.server.heap", "768m"),
                // Growing to this room would collect the whole heap three times at each start.
                "-XX:MetaspaceSize=192m",
                "-XX:ReservedCodeCacheSize=240m",
                "-XX:MaxMetaspaceSize=384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
    // For measurements: more options of the JVM, of which the last one counts.
    command.addAll(
        List.of(System.getProperty("zoo.server.options", "").split(" ", -1)).stream()
            .filter(option -> !option.isBlank())
            .toList());
    command.addAll(MODULES);
    command.addAll(
        List.of(
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.awt.headless=true",
            "-Djboss.home.dir=" + home,
            "-Djboss.server.base.dir=" + base,
            "-Djboss.server.log.dir=" + workspace.folder("logs/server"),
            "-Dorg.jboss.boot.log.file=" + workspace.folder("logs/server").resolve("server.log"),
            "-Dlogging.configuration=file:" + base.resolve("configuration/logging.properties"),
            "-jar",
            home.resolve("jboss-modules.jar").toString(),
            "-mp",
            home.resolve("modules").toString(),
            "org.jboss.as.standalone",
            "-Djboss.home.dir=" + home,
            "-Djboss.server.base.dir=" + base,
            "--properties=" + secrets.file("wildfly.properties", properties())));
    return new Launch(command, Map.of("JAVA_HOME", Jdk.home()), base);
  }

  private Path prepareBase() throws IOException {
    Path base = workspace.folder("wildfly");
    Path configuration = workspace.folder("wildfly/configuration");
    try (Stream<Path> files = Files.list(workspace.server().resolve("standalone/configuration"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(
            file, configuration.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path early = configuration.resolve("logging.properties");
    Files.writeString(
        early,
        Files.readString(early)
            .replace("formatter=COLOR-PATTERN", "formatter=PATTERN")
            // At DEBUG all system properties are logged, and with them secrets.
            .replace(
                "logger.org.jboss.as.config.level=DEBUG", "logger.org.jboss.as.config.level=INFO"));
    Path deployments = workspace.folder("wildfly/deployments");
    try (Stream<Path> markers = Files.list(deployments)) {
      for (Path marker : markers.toList()) {
        Files.delete(marker);
      }
    }
    Files.copy(workspace.ear(), deployments.resolve("zoo.ear"));
    Files.createFile(deployments.resolve("zoo.ear.dodeploy"));
    return base;
  }

  /** Passwords are among them, hence a file that only its owner can read instead of arguments. */
  private String properties() {
    StringBuilder lines = new StringBuilder();
    settings().forEach((name, value) -> lines.append(name).append('=').append(value).append('\n'));
    return lines.toString();
  }

  private Map<String, String> settings() {
    Map<String, String> all = new java.util.TreeMap<>();
    all.put("jboss.http.port", Integer.toString(ports.of("http")));
    all.put("jboss.management.http.port", Integer.toString(ports.of("management")));
    all.put("jboss.bind.address", "127.0.0.1");
    all.put("jboss.bind.address.management", "127.0.0.1");
    all.put("jboss.node.name", "zoo");
    all.put("zoo.db.url", postgres.jdbcUrl("zoo"));
    all.put("zoo.db.user", "zoo_app");
    all.put("zoo.db.password", postgres.applicationPassword());
    all.put("zoo.profile", "dev");
    all.put("zoo.portal.url", address());
    all.put("zoo.operator.key-file", secrets.signingKey("operator").toString());
    all.put("zoo.log.origin", "zoo.ngo/log");
    all.put("zoo.secrets.key-file", secrets.sealingKey().toString());
    all.put("zoo.webhooks.development", "true");
    all.put("zoo.oidc.provider-url", keycloak.address());
    all.put("zoo.oidc.secret", secrets.word("oidc-portal"));
    all.put("zoo.node.token-file", NodePart.secretFile(secrets).toString());
    all.put("zoo.secrets-folder", workspace.privateFolder("backend-secrets").toString());
    all.put("zoo.nodes-file", nodesFile().toString());
    all.put("zoo.gateway.leases", System.getProperty("zoo.server.leases", "true"));
    all.put("zoo.demo.seed", "true");
    all.put("zoo.demo.partner-key-prefix", secrets.partnerKey().substring(0, 12));
    all.put("zoo.demo.partner-key-sha256", secrets.partnerKeyHash());
    if (chain.isReady()) {
      all.put("zoo.chain.rpc-url", chain.address());
      all.put("zoo.chain.id", ChainPart.CHAIN_ID);
      all.put("zoo.chain.key-file", chain.keyFile().toString());
    }
    return all;
  }

  private Path nodesFile() {
    String others = System.getProperty("zoo.server.nodes");
    if (others != null) {
      return secrets.file("nodes.json", others);
    }
    JsonArrayBuilder list = Json.createArrayBuilder();
    nodes.forEach(node -> list.add(node.registration()));
    return secrets.file("nodes.json", list.build().toString());
  }

  @Override
  public boolean isReady() {
    return Files.exists(workspace.data().resolve("wildfly/deployments/zoo.ear.deployed"))
        && Probe.answers("http://localhost:" + ports.of("management") + "/health/ready");
  }

  @Override
  public Optional<String> failure() {
    Path marker = workspace.data().resolve("wildfly/deployments/zoo.ear.failed");
    try {
      return Files.exists(marker)
          ? Optional.of(
              "the server refused zoo.ear: "
                  + innermostCause(Files.readString(marker, StandardCharsets.UTF_8)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The innermost cause says most; the server writes one cause per line. */
  private static String innermostCause(String marker) {
    String[] causes = marker.split("Caused by: ", -1);
    String cause = causes[causes.length - 1].lines().findFirst().orElse("").strip();
    return cause.length() > 400 ? cause.substring(0, 400) + " …" : cause;
  }

  @Override
  public Duration limit() {
    return Duration.ofMinutes(4);
  }

  @Override
  public String address() {
    return "http://localhost:" + ports.of("http");
  }
}
