package ngo.zoo.persistence.log;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.log.MerkleFrontier;
import ngo.zoo.persistence.Ids;
import ngo.zoo.shared.Outbox;

/**
 * Gives waiting entries their index, signs the new state of the log and queues its anchor, all in
 * the caller's transaction and by one caller at a time. An entry whose transaction commits late
 * gets a later index, whatever its time of creation.
 */
@ApplicationScoped
public class Sequencer {
  /** The outbox listener that anchors checkpoints. */
  public static final String ANCHOR_LISTENER = "anchor";

  private static final long LOCK = 0x5a6f6f4c6f67L;
  private static final int BATCH = 2_000;
  private static final String UNANCHORED_AND_NOT_QUEUED =
      "select c.tree_size from log_checkpoint c"
          + " where c.tree_size > (select coalesce(max(a.tree_size), 0) from anchor a)"
          + " and not exists (select from outbox_event e where e.listener = ?"
          + " and e.status in ('PENDING', 'STUCK'))"
          + " order by c.tree_size desc limit 1";

  private record Waiting(UUID id, byte[] leafHash) {}

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  @Inject OperatorKey key;
  @Inject Outbox outbox;

  /** For the container. */
  protected Sequencer() {}

  Sequencer(DataSource source, OperatorKey key, Outbox outbox) {
    this.source = source;
    this.key = key;
    this.outbox = outbox;
  }

  /**
   * @return how many entries got their index
   */
  public int sequence() {
    return Statements.with(source, this::sequence);
  }

  private int sequence(Connection connection) throws SQLException {
    if (!isOnlyOne(connection)) {
      return 0;
    }
    List<Waiting> waiting = waiting(connection);
    if (!waiting.isEmpty()) {
      extend(connection, waiting);
    }
    queueAnchor(connection);
    return waiting.size();
  }

  private static boolean isOnlyOne(Connection connection) throws SQLException {
    return Statements.list(
            connection, "select pg_try_advisory_xact_lock(?)", row -> row.getBoolean(1), LOCK)
        .getFirst();
  }

  private static List<Waiting> waiting(Connection connection) throws SQLException {
    return Statements.list(
        connection,
        "select id, leaf_hash from log_entry where log_index is null order by created_at, id limit "
            + BATCH,
        row -> new Waiting(row.getObject(1, UUID.class), row.getBytes(2)));
  }

  private void extend(Connection connection, List<Waiting> waiting) throws SQLException {
    long size =
        Statements.number(connection, "select coalesce(max(tree_size), 0) from log_checkpoint");
    StoredNodes nodes = new StoredNodes(connection);
    MerkleFrontier frontier = MerkleFrontier.of(nodes, size);
    nodes.append(frontier, waiting.stream().map(Waiting::leafHash).toList());
    index(connection, waiting, size);
    byte[] root = frontier.root();
    Statements.update(
        connection,
        "insert into log_checkpoint (tree_size, root, note, signed_at)"
            + " values (?, ?, ?, clock_timestamp())",
        frontier.size(),
        root,
        key.checkpoint(frontier.size(), root));
  }

  private static void index(Connection connection, List<Waiting> waiting, long first)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("update log_entry set log_index = ? where id = ?")) {
      long index = first;
      for (Waiting entry : waiting) {
        update.setLong(1, index++);
        update.setObject(2, entry.id());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  /** One event at a time: its handler anchors whatever is the newest checkpoint by then. */
  private void queueAnchor(Connection connection) throws SQLException {
    Statements.first(connection, UNANCHORED_AND_NOT_QUEUED, row -> row.getLong(1), ANCHOR_LISTENER)
        .ifPresent(
            size ->
                outbox.add(
                    ANCHOR_LISTENER,
                    "checkpoint-signed",
                    Ids.next(),
                    "{\"tree_size\":" + size + "}"));
  }
}
