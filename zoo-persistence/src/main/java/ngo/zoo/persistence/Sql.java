package ngo.zoo.persistence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * SQL for the ways where entities would cost too much: postings, queues, lists. Statements join the
 * caller's transaction and take their values as parameters only. Instants, big integers, uuids,
 * {@code UUID[]}, {@code String[]}, {@code Integer[]}, {@code BigInteger[]} and {@code byte[][]}
 * are bound as PostgreSQL's own types, in binary where the server would have to read many or often.
 */
public final class Sql {
  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static final int FETCH = 500;

  private final DataSource dataSource;

  public Sql(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** All rows in order. */
  public <T> List<T> list(String sql, Row<T> reader, @Nullable Object... values) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = bound(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      List<T> list = new ArrayList<>();
      while (rows.next()) {
        list.add(reader.read(rows));
      }
      return list;
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }

  /**
   * Hands over row by row without holding them all; in a transaction PostgreSQL sends them in
   * parts.
   */
  public <T> void each(String sql, Row<T> reader, Consumer<T> taker, @Nullable Object... values) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = bound(connection, sql, values)) {
      statement.setFetchSize(FETCH);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          taker.accept(reader.read(rows));
        }
      }
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }

  /** The first row, if there is one. */
  public <T> Optional<T> first(String sql, Row<T> reader, @Nullable Object... values) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = bound(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }

  /** The single number of a count or sum. */
  public BigInteger number(String sql, @Nullable Object... values) {
    return first(sql, row -> units(row, 1), values).orElse(BigInteger.ZERO);
  }

  /** Rows changed. */
  public int update(String sql, @Nullable Object... values) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = bound(connection, sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw SqlFailure.of(e);
    }
  }

  /** A numeric column as base units; null reads as zero. */
  public static BigInteger units(ResultSet row, int column) throws SQLException {
    BigDecimal value = row.getBigDecimal(column);
    return value == null ? BigInteger.ZERO : value.toBigIntegerExact();
  }

  public static UUID uuid(ResultSet row, int column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  public static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** An instant that may be null. */
  public static @Nullable Instant optionalInstant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static PreparedStatement bound(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, converted(connection, values[i]));
    }
    return statement;
  }

  private static @Nullable Object converted(Connection connection, @Nullable Object value)
      throws SQLException {
    return switch (value) {
      case Instant instant -> BinaryValues.instant(instant);
      case BigInteger integer -> new BigDecimal(integer);
      case Enum<?> constant -> constant.name();
      case UUID[] ids -> BinaryValues.array(connection, ids);
      case String[] texts -> array(connection, "text", texts);
      case Integer[] numbers -> array(connection, "integer", numbers);
      case byte[][] bytes -> array(connection, "bytea", bytes);
      case BigInteger[] integers -> array(connection, "numeric", decimals(integers));
      case null, default -> value;
    };
  }

  private static Array array(Connection connection, String type, Object[] values)
      throws SQLException {
    return connection.createArrayOf(type, values);
  }

  private static BigDecimal[] decimals(BigInteger[] integers) {
    BigDecimal[] decimals = new BigDecimal[integers.length];
    for (int i = 0; i < integers.length; i++) {
      decimals[i] = new BigDecimal(integers[i]);
    }
    return decimals;
  }
}
