package ngo.zoo.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/**
 * A PostgreSQL that lives as long as the measurement, durable as in production: every commit waits
 * for the disk. The schema is that of {@code sql/}.
 */
public final class Postgres implements AutoCloseable {
  private static final int SHARED_MEGABYTES = 512;
  private static final int PAGE = 8192;

  /** Of 16 MiB: as much log as a measurement writes. */
  private static final int LOG_FILES = 160;

  private final EmbeddedPostgres server;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  public static Postgres start(Path migrations) {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("shared_buffers", SHARED_MEGABYTES + "MB")
              .setServerConfig("max_wal_size", "4GB")
              .setServerConfig("min_wal_size", "3GB")
              .setServerConfig("max_connections", "100")
              .start();
      Flyway.configure()
          .dataSource(server.getPostgresDatabase())
          .locations("filesystem:" + migrations)
          .load()
          .migrate();
      return new Postgres(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the role the application connects with. */
  public String applicationUrl() {
    return server.getJdbcUrl("zoo_app", "postgres");
  }

  /** Runs statements as the owner of everything. */
  public void asOwner(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(ownerUrl());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /**
   * Brings the server where one is that has run for a while: all of its shared memory was used
   * once, and its log goes round in files that are there. Else whoever comes first pays for both.
   */
  public void runIn() throws SQLException {
    asOwner(
        "create unlogged table touched (filler text)",
        "alter table touched alter filler set storage plain",
        "insert into touched select repeat('x', 7500) from generate_series(1, %d)"
            .formatted((SHARED_MEGABYTES << 20) / PAGE),
        "drop table touched");
    for (int i = 0; i < LOG_FILES; i++) {
      asOwner("select pg_logical_emit_message(false, 'run in', ''), pg_switch_wal()");
    }
    asOwner("checkpoint");
  }

  public String ownerUrl() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
