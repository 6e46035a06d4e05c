package ngo.zoo.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * An empty database with the schema of sql/. All are copies of one that is migrated once, in the
 * one PostgreSQL of this process, which stops with it.
 */
public final class OwnDatabase {
  private static final EmbeddedPostgres POSTGRES = start();
  private static final String PATTERN = "pattern";
  private static final AtomicInteger COPIES = new AtomicInteger();

  private final String name = "copy" + COPIES.incrementAndGet();
  private final DataSource application = new PooledConnections(POSTGRES, "zoo_app", name);
  private final DataSource owner = new PooledConnections(POSTGRES, "postgres", name);

  public OwnDatabase() {
    execute("create database %s template %s".formatted(name, PATTERN));
    // A copy has the rights within a database, not those to it.
    execute("revoke create, temporary on database %s from public, zoo_app".formatted(name));
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static {
    execute("create database " + PATTERN);
    Flyway.configure()
        .dataSource(POSTGRES.getDatabase("postgres", PATTERN))
        .locations("filesystem:" + Path.of("../sql").toAbsolutePath().normalize())
        .load()
        .migrate();
  }

  private static void execute(String sql) {
    try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** With the rights of the application. */
  public DataSource application() {
    return application;
  }

  /** With the rights of the tables' owner. */
  public DataSource owner() {
    return owner;
  }

  /** Where the application's role connects. */
  public String applicationUrl() {
    return POSTGRES.getJdbcUrl("zoo_app", name);
  }

  /** Where the tables' owner connects. */
  public String ownerUrl() {
    return POSTGRES.getJdbcUrl("postgres", name);
  }
}
