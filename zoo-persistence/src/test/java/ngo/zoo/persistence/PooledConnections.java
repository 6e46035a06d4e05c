package ngo.zoo.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.logging.Logger;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** Connections that are used again after they were closed, as the container's are; no bounds. */
final class PooledConnections implements DataSource {
  private final PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
  private final ConcurrentLinkedDeque<PooledConnection> idle = new ConcurrentLinkedDeque<>();

  PooledConnections(EmbeddedPostgres postgres, String user, String database) {
    source.setUrl(postgres.getJdbcUrl(user, database));
  }

  @Override
  public Connection getConnection() throws SQLException {
    PooledConnection free = idle.pollFirst();
    return (free == null ? opened() : free).getConnection();
  }

  private PooledConnection opened() throws SQLException {
    PooledConnection fresh = source.getPooledConnection();
    fresh.addConnectionEventListener(
        new ConnectionEventListener() {
          private volatile boolean broken;

          @Override
          public void connectionClosed(ConnectionEvent event) {
            if (!broken) {
              idle.addFirst(fresh);
            }
          }

          @Override
          public void connectionErrorOccurred(ConnectionEvent event) {
            broken = true;
          }
        });
    return fresh;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
