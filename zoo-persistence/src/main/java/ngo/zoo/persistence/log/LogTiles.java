package ngo.zoo.persistence.log;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import ngo.zoo.log.LogRecord;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.log.Sha256;
import ngo.zoo.log.SubtreeHashes;
import ngo.zoo.log.Tile;
import ngo.zoo.shared.Refusal;

/**
 * The log as static files for mirrors and auditors (C2SP tlog-tiles). An entry is the leaf's data,
 * the SHA-256 of the record: the files prove that the log only grew and publish no record.
 */
@ApplicationScoped
public class LogTiles {
  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /** For the container. */
  protected LogTiles() {}

  LogTiles(DataSource source) {
    this.source = source;
  }

  /**
   * The tile's bytes; they never change.
   *
   * @throws Refusal {@code tile-not-found} while the log does not fill it that far
   */
  public byte[] tile(Tile tile) {
    List<byte[]> parts =
        Statements.with(
            source,
            connection ->
                tile.level() == Tile.ENTRIES
                    ? entries(connection, tile)
                    : hashes(connection, tile));
    if (parts.size() < tile.width()) {
      throw Refusal.notFound("tile", tile.path());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    parts.forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /** Each entry behind its length as two bytes. */
  private static List<byte[]> entries(Connection connection, Tile tile) throws SQLException {
    return Statements.list(
        connection,
        "select data, leaf_hash, log_index from log_entry"
            + " where log_index >= ? and log_index < ? order by log_index",
        row -> entry(checked(row)),
        tile.first(),
        tile.first() + tile.width());
  }

  /** What is no longer what the tree commits to is never handed out. */
  private static byte[] checked(ResultSet row) throws SQLException {
    byte[] leafData = LogRecord.leafData(row.getString(1));
    if (!Arrays.equals(MerkleTree.leafHash(leafData), row.getBytes(2))) {
      throw new IllegalStateException(
          "Entry " + row.getLong(3) + " is not what its leaf hash says");
    }
    return leafData;
  }

  private static byte[] entry(byte[] leafData) {
    byte[] entry = new byte[2 + Sha256.LENGTH];
    entry[1] = Sha256.LENGTH;
    System.arraycopy(leafData, 0, entry, 2, Sha256.LENGTH);
    return entry;
  }

  private static List<byte[]> hashes(Connection connection, Tile tile) throws SQLException {
    return Statements.list(
        connection,
        "select hash from log_node where level = ? and index >= ? and index < ? order by index",
        row -> row.getBytes(1),
        tile.level() * Tile.HEIGHT,
        tile.first(),
        tile.first() + tile.width());
  }

  /**
   * Proof that the log only grew between two sizes.
   *
   * @throws Refusal {@code log-sizes} unless 0 ≤ from ≤ to ≤ the size of the newest checkpoint
   */
  public Growth growth(long from, long to) {
    return Statements.with(source, connection -> growth(connection, from, to));
  }

  private static Growth growth(Connection connection, long from, long to) throws SQLException {
    long size =
        Statements.number(connection, "select coalesce(max(tree_size), 0) from log_checkpoint");
    if (from < 0 || from > to || to > size) {
      throw Refusal.field("log-sizes", "to", "Ask from a size to a larger one of at most " + size);
    }
    SubtreeHashes nodes = new StoredNodes(connection);
    HexFormat hex = HexFormat.of();
    return new Growth(
        from,
        hex.formatHex(MerkleTree.root(nodes, from)),
        to,
        hex.formatHex(MerkleTree.root(nodes, to)),
        MerkleTree.consistencyPath(nodes, from, to).stream().map(hex::formatHex).toList());
  }
}
