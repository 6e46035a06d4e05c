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
   * Uses all of the server's shared memory once, as a server that has run for a while has: the
   * system gives it out page by page, at the cost of whoever comes first.
   */
  public void touchMemory() throws SQLException {
    asOwner(
        "create unlogged table touched (filler text)",
        "alter table touched alter filler set storage plain",
        "insert into touched select repeat('x', 7500) from generate_series(1, %d)"
            .formatted((SHARED_MEGABYTES << 20) / PAGE),
        "drop table touched");
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
