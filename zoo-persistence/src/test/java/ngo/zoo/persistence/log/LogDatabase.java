package ngo.zoo.persistence.log;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import ngo.zoo.persistence.OwnDatabase;

/** A PostgreSQL with the real schema, and transactions as the container would give them. */
final class LogDatabase {
  private final DataSource source;
  private final DataSource owner;

  /** Made once. */
  static final LogDatabase SHARED = new LogDatabase();

  private LogDatabase() {
    OwnDatabase database = new OwnDatabase();
    owner = database.owner();
    source = database.application();
  }

  /** With the rights of the application; each connection commits every statement by itself. */
  DataSource source() {
    return source;
  }

  /** Everything done with the given data source commits together. */
  void inTransaction(Consumer<DataSource> work) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      work.accept(joined(connection));
      connection.commit();
    }
  }

  /** A data source whose only connection is the transaction's, which it leaves open. */
  static DataSource joined(Connection connection) {
    Connection open =
        proxy(
            Connection.class,
            (proxy, method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(connection, arguments));
    return proxy(DataSource.class, (proxy, method, arguments) -> open);
  }

  private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(LogDatabase.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** With the rights of the schema's owner. */
  void update(String sql, Object... parameters) {
    Statements.with(owner, connection -> Statements.update(connection, sql, parameters));
  }

  /** As whoever can switch triggers off, and with them what makes the journal append-only. */
  void damage(String sql, Object... parameters) {
    Statements.with(
        owner,
        connection -> {
          Statements.update(connection, "set session_replication_role = replica");
          Statements.update(connection, sql, parameters);
          return Statements.update(connection, "set session_replication_role = origin");
        });
  }

  long number(String sql) {
    return Statements.with(source, connection -> Statements.number(connection, sql));
  }
}
