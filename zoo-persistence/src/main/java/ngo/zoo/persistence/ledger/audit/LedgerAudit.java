package ngo.zoo.persistence.ledger.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.log.LogKey;

/**
 * Computes everything the ledger claims again, from the stored bytes up, and names what differs:
 * blocks, experiences, versions and their members, the log with its nodes and checkpoints, anchors
 * and copies. Reads only, all in one snapshot, row by row; needs nothing but a database and the
 * operator's public key, so that the launcher, the server and tests ask the same.
 *
 * <p>What moves is outside of it: votes, uses, vectors and states of experiences. The counters of a
 * version's time are gone, so the counters root in its record is bound by the log and not computed
 * again.
 */
public final class LedgerAudit {
  private LedgerAudit() {}

  /** Everything, in a transaction of its own; only outside of one. */
  public static List<LedgerFinding> run(
      DataSource source, LogKey key, Outside outside, AuditProgress progress) throws SQLException {
    try (Connection connection = source.getConnection()) {
      int isolation = connection.getTransactionIsolation();
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        return run(connection, key, outside, progress);
      } finally {
        connection.rollback();
        connection.setTransactionIsolation(isolation);
        connection.setAutoCommit(true);
      }
    }
  }

  /**
   * @param connection in a transaction of isolation REPEATABLE READ, so that all see one state
   */
  public static List<LedgerFinding> run(
      Connection connection, LogKey key, Outside outside, AuditProgress progress) {
    List<LedgerFinding> findings = new ArrayList<>();
    ContentAudit content = new ContentAudit(connection, progress);
    add(findings, List.of(content.blocks()), progress);
    add(findings, List.of(content.experiences()), progress);
    add(findings, new VersionAudit(connection, progress, outside).findings(), progress);
    try (LogAudit log = new LogAudit(connection, key, progress, outside)) {
      add(findings, log.findings(), progress);
    }
    findings.sort(Comparator.comparing(LedgerFinding::check));
    return findings;
  }

  private static void add(
      List<LedgerFinding> all, List<LedgerFinding> found, AuditProgress progress) {
    all.addAll(found);
    found.forEach(progress::found);
  }
}
