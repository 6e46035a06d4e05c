package ngo.zoo.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** One connection per thread, kept open: a pool without waiting, so that only the work is timed. */
public final class ThreadConnections extends PGSimpleDataSource implements AutoCloseable {
  private static final long serialVersionUID = 1;

  private final transient ThreadLocal<@Nullable Connection> mine = new ThreadLocal<>();
  private final transient Queue<Connection> all = new ConcurrentLinkedQueue<>();

  public ThreadConnections(String url) {
    setUrl(url);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = mine.get();
    if (connection == null) {
      Connection opened = super.getConnection();
      all.add(opened);
      connection = unclosable(opened);
      mine.set(connection);
    }
    return connection;
  }

  private static Connection unclosable(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            ThreadConnections.class.getClassLoader(),
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

  @Override
  public void close() throws SQLException {
    for (Connection connection : all) {
      connection.close();
    }
  }
}
