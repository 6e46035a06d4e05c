package ngo.zoo.persistence.ledger.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.SqlFailure;
import org.jspecify.annotations.Nullable;

/**
 * Rows one after the other, never all in memory; several may be open on one connection, which has
 * to be in a transaction. The row that comes next can be looked at before it is taken.
 */
final class Cursor<T> implements AutoCloseable {
  private static final int FETCH = 100;

  private final PreparedStatement statement;
  private final ResultSet rows;
  private final Sql.Row<T> reader;
  private @Nullable T next;

  private Cursor(PreparedStatement statement, ResultSet rows, Sql.Row<T> reader)
      throws SQLException {
    this.statement = statement;
    this.rows = rows;
    this.reader = reader;
    advance();
  }

  static <T> Cursor<T> open(
      Connection connection, String sql, Sql.Row<T> reader, Object... parameters) {
    try {
      PreparedStatement statement = connection.prepareStatement(sql);
      statement.setFetchSize(FETCH);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return new Cursor<>(statement, statement.executeQuery(), reader);
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }

  /** All rows of a query. */
  static <T> void each(
      Connection connection,
      String sql,
      Sql.Row<T> reader,
      Consumer<T> taker,
      Object... parameters) {
    try (Cursor<T> cursor = open(connection, sql, reader, parameters)) {
      for (T row = cursor.take(); row != null; row = cursor.take()) {
        taker.accept(row);
      }
    }
  }

  /** The row that comes next; null at the end. */
  @Nullable T peek() {
    return next;
  }

  /** The row that comes next, which is then gone; null at the end. */
  @Nullable T take() {
    T row = next;
    try {
      advance();
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
    return row;
  }

  private void advance() throws SQLException {
    next = rows.next() ? reader.read(rows) : null;
  }

  @Override
  public void close() {
    try (statement) {
      rows.close();
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }
}
