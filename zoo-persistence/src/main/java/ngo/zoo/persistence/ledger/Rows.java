package ngo.zoo.persistence.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs the read side's queries: SQL straight to records. */
final class Rows {
  /** Makes a record of the current row. */
  @FunctionalInterface
  interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  private Rows() {}

  static <T> List<T> list(
      DataSource source, String sql, Mapper<T> mapper, @Nullable Object... parameters) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(mapper.map(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("query failed", e);
    }
  }

  static long count(DataSource source, String sql, @Nullable Object... parameters) {
    return list(source, sql, row -> row.getLong(1), parameters).getFirst();
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** A pattern that finds the text anywhere, its wildcards taken literally. */
  static String contains(String text) {
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }
}
