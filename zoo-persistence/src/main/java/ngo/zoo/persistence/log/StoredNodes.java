package ngo.zoo.persistence.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import ngo.zoo.log.MerkleFrontier;
import ngo.zoo.log.SubtreeHashes;

/** The hashes of complete subtrees as table {@code log_node} keeps them; rows never change. */
final class StoredNodes implements SubtreeHashes {
  private final Connection connection;

  StoredNodes(Connection connection) {
    this.connection = connection;
  }

  @Override
  public byte[] hash(int level, long index) {
    try {
      return Statements.first(
              connection,
              "select hash from log_node where level = ? and index = ?",
              row -> row.getBytes(1),
              level,
              index)
          .orElseThrow(() -> new IllegalStateException("No node " + level + "/" + index));
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read the log: " + e.getMessage(), e);
    }
  }

  /** Appends the leaves at the frontier, storing every subtree they complete. */
  void append(MerkleFrontier frontier, List<byte[]> leafHashes) throws SQLException {
    record Node(int level, long index, byte[] hash) {}
    List<Node> nodes = new ArrayList<>();
    leafHashes.forEach(
        leaf ->
            frontier.append(leaf, (level, index, hash) -> nodes.add(new Node(level, index, hash))));
    try (PreparedStatement insert =
        connection.prepareStatement("insert into log_node (level, index, hash) values (?, ?, ?)")) {
      for (Node node : nodes) {
        insert.setInt(1, node.level());
        insert.setLong(2, node.index());
        insert.setBytes(3, node.hash());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
