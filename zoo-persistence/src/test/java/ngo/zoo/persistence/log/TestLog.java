package ngo.zoo.persistence.log;

import java.security.PrivateKey;
import javax.sql.DataSource;
import ngo.zoo.log.Ed25519;
import ngo.zoo.log.LogKey;
import ngo.zoo.log.TransparencyLog;

/** The log as the server keeps it, for tests of other packages. */
public final class TestLog {
  private final PrivateKey key = Ed25519.newKey();
  private final DataSource source;

  public TestLog(DataSource source) {
    this.source = source;
  }

  public TransparencyLog log() {
    return new JdbcTransparencyLog(source);
  }

  public LogKey key() {
    return new OperatorKey("zoo.ngo/log", key).logKey();
  }

  /** Gives waiting entries their places and signs a checkpoint. */
  public void sequence() {
    OperatorKey operator = new OperatorKey("zoo.ngo/log", key);
    new Sequencer(source, operator, (listener, type, subject, payload) -> {}).sequence();
  }
}
