package ngo.zoo.dev.part;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import ngo.zoo.dev.PartFailure;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings the database to the schema in {@code sql/} and lets the application's role in. */
final class Migration {
  private final Path migrations;

  Migration(Path migrations) {
    this.migrations = migrations;
  }

  /** Answers what was done in a few words. */
  String run(PostgresPart postgres) {
    try {
      createDatabase(postgres);
      MigrateResult result =
          Flyway.configure()
              .dataSource(postgres.jdbcUrl("zoo"), postgres.owner(), postgres.ownerPassword())
              .locations("filesystem:" + migrations)
              .validateMigrationNaming(true)
              .load()
              .migrate();
      setPassword(postgres);
      String version = result.targetSchemaVersion;
      return result.migrationsExecuted == 0 || version == null
          ? "schema is current"
          : "schema migrated to " + version;
    } catch (FlywayValidateException e) {
      throw new PartFailure(
          "A migration in sql/ that this database has seen was changed since. Bring the file back, or"
              + " begin with an empty database: ./zoo reset.\n"
              + String.valueOf(e.getMessage())
                  .lines()
                  .skip(1)
                  .limit(3)
                  .collect(Collectors.joining("\n")),
          e);
    } catch (SQLException | FlywayException e) {
      throw new PartFailure("The migrations in sql/ failed: " + e.getMessage(), e);
    }
  }

  private static void createDatabase(PostgresPart postgres) throws SQLException {
    try (Connection connection = postgres.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("select 1 from pg_database where datname = 'zoo'")) {
      if (!found.next()) {
        statement.execute("create database zoo");
      }
    }
  }

  /** The password is letters and digits of our own making, so it can stand in the statement. */
  private static void setPassword(PostgresPart postgres) throws SQLException {
    try (Connection connection = postgres.connect("zoo");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "alter role zoo_app with login password '" + postgres.applicationPassword() + "'");
    }
  }
}
