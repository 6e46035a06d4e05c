package ngo.zoo.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The database that most tests of this module share. They connect as the application's role; {@link
 * #inTransaction} binds one connection to the thread as the container would.
 */
public final class Database extends PlainDataSource {
  private static final OwnDatabase SHARED = new OwnDatabase();

  private final ThreadLocal<@Nullable Connection> bound = new ThreadLocal<>();

  /** Work that returns nothing. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /** As the role the application connects with. */
  public static String url() {
    return SHARED.applicationUrl();
  }

  /**
   * Runs a statement as the owner of the tables, who may do anything the tables themselves allow.
   */
  public static void asOwner(String sql, Object... values) throws SQLException {
    try (Connection connection = SHARED.owner().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /** As the owner of the tables. */
  public static String ownerUrl() {
    return SHARED.ownerUrl();
  }

  public void inTransaction(Work work) {
    inTransaction(
        () -> {
          work.run();
          return true;
        });
  }

  /** Commits when the work returns, rolls back when it throws. */
  public <T> T inTransaction(Callable<T> work) {
    try (Connection connection = open()) {
      connection.setAutoCommit(false);
      bound.set(unclosable(connection));
      try {
        T result = work.call();
        connection.commit();
        return result;
      } catch (Exception e) {
        connection.rollback();
        throw e;
      } finally {
        bound.remove();
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = bound.get();
    return connection == null ? open() : connection;
  }

  private static Connection open() throws SQLException {
    return SHARED.application().getConnection();
  }

  private static Connection unclosable(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Database.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
