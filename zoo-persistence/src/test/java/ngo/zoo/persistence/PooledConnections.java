package ngo.zoo.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** Connections that are used again after they were closed, as the container's are; no bounds. */
final class PooledConnections extends PlainDataSource {
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
}
