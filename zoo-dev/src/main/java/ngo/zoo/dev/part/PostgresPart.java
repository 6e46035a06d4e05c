package ngo.zoo.dev.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import ngo.zoo.dev.Background;
import ngo.zoo.dev.PartFailure;
import ngo.zoo.dev.Ports;
import ngo.zoo.dev.Secrets;
import ngo.zoo.dev.Workspace;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL with its data kept between runs. The schema is brought up to date after each
 * start by the owner's role; the application connects as {@code zoo_app}, which cannot alter it.
 */
public final class PostgresPart implements Part {
  public static final String NAME = "postgres";
  private static final String OWNER = "zoo_owner";

  private final Workspace workspace;
  private final Ports ports;
  private final Secrets secrets;
  private final PostgresBinaries binaries;

  public PostgresPart(Workspace workspace, Ports ports, Secrets secrets) {
    this.workspace = workspace;
    this.ports = ports;
    this.secrets = secrets;
    this.binaries = new PostgresBinaries(workspace.data().resolve("postgres/software"));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> ports() {
    return List.of("postgres");
  }

  @Override
  public String stamp() {
    try (var files = Files.list(workspace.migrations())) {
      return Stamp.of(files.sorted().toArray(Path[]::new));
    } catch (IOException e) {
      throw new PartFailure("Cannot read the migrations in " + workspace.migrations(), e);
    }
  }

  @Override
  public Launch launch() throws IOException {
    Path folder = workspace.folder("postgres");
    binaries.unpack();
    Path data = folder.resolve("data");
    List<String> unprivileged = unprivileged(folder);
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialise(unprivileged, data);
    }
    List<String> command = new ArrayList<>(unprivileged);
    command.addAll(List.of(binaries.program("postgres"), "-D", data.toString()));
    command.addAll(List.of("-p", Integer.toString(port()), "-k", "", "-h", "127.0.0.1"));
    command.addAll(List.of("-c", "shared_buffers=64MB", "-c", "max_connections=100"));
    return new Launch(command, Map.of(), folder);
  }

  private void initialise(List<String> unprivileged, Path data) {
    List<String> command = new ArrayList<>(unprivileged);
    command.addAll(List.of(binaries.program("initdb"), "-D", data.toString(), "-U", OWNER));
    command.addAll(List.of("-E", "UTF8", "--no-locale", "-A", "scram-sha-256"));
    command.add("--pwfile=" + secrets.wordFile("postgres-owner"));
    Background.run(workspace.data(), Duration.ofMinutes(2), command.toArray(String[]::new));
  }

  /**
   * PostgreSQL refuses to run as root. In a user namespace without a mapping root is nobody, and
   * still the owner of its files; where that is forbidden, a real change of user must do.
   */
  private static List<String> unprivileged(Path folder) {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    if (runs(folder, "unshare", "-U", "true")) {
      return List.of("unshare", "-U");
    }
    String nobody = "65534";
    if (runs(folder, "chown", "-R", nobody, folder.toString())
        && runs(folder, "setpriv", "--reuid=" + nobody, "--clear-groups", "test", "-w", ".")) {
      return List.of("setpriv", "--reuid=" + nobody, "--clear-groups");
    }
    throw new PartFailure(
        "PostgreSQL does not run as root, and this system lets root neither open a user namespace"
            + " nor become another user: run ./zoo as a normal user.");
  }

  private static boolean runs(Path folder, String... command) {
    try {
      Background.run(folder, Duration.ofSeconds(20), command);
      return true;
    } catch (PartFailure e) {
      return false;
    }
  }

  @Override
  public boolean isReady() {
    try (Connection connection = connect("postgres")) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public String afterStart() {
    return new Migration(workspace.migrations()).run(this);
  }

  @Override
  public String stopSignal() {
    return "INT";
  }

  @Override
  public String address() {
    return "postgresql://localhost:" + port() + "/zoo";
  }

  /** The JDBC address of a database on this server. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://localhost:" + port() + "/" + database;
  }

  /** The password of the application's role. */
  public String applicationPassword() {
    return secrets.word("postgres-zoo-app");
  }

  /** Connections as the owner of the schema. */
  public DataSource source(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl(database));
    source.setUser(OWNER);
    source.setPassword(ownerPassword());
    return source;
  }

  /** A connection as the owner of the schema, who may do anything. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), OWNER, ownerPassword());
  }

  String owner() {
    return OWNER;
  }

  String ownerPassword() {
    return secrets.word("postgres-owner");
  }

  private int port() {
    return ports.of("postgres");
  }
}
