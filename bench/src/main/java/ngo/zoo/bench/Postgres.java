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
              .setServerConfig("shared_buffers", "512MB")
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
