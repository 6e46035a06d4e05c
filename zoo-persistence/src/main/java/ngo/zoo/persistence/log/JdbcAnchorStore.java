package ngo.zoo.persistence.log;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import ngo.zoo.log.Anchor;
import ngo.zoo.log.AnchorStore;
import ngo.zoo.log.MerkleTree;

/**
 * Anchors in table {@code anchor}. Own transactions, because what a chain did stays true when the
 * caller rolls back.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class JdbcAnchorStore implements AnchorStore {
  private static final String NEWEST_UNANCHORED =
      "select c.tree_size, c.root from log_checkpoint c"
          + " where c.tree_size > (select coalesce(max(a.tree_size), 0) from anchor a)"
          + " order by c.tree_size desc limit 1";

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /** For the container. */
  protected JdbcAnchorStore() {}

  JdbcAnchorStore(DataSource source) {
    this.source = source;
  }

  @Override
  public Optional<SignedTree> newestUnanchored() {
    return Statements.with(
        source,
        connection ->
            Statements.first(
                connection,
                NEWEST_UNANCHORED,
                row -> new SignedTree(row.getLong(1), row.getBytes(2))));
  }

  @Override
  public List<byte[]> consistencyPath(long oldSize, long newSize) {
    return Statements.with(
        source,
        connection -> MerkleTree.consistencyPath(new StoredNodes(connection), oldSize, newSize));
  }

  @Override
  public void anchored(Anchor anchor) {
    Statements.with(
        source,
        connection ->
            Statements.update(
                connection,
                "insert into anchor (tree_size, root, chain_id, contract, tx_hash, block_number,"
                    + " anchored_at) values (?, ?, ?, ?, ?, ?, clock_timestamp())"
                    + " on conflict do nothing",
                anchor.treeSize(),
                HexFormat.of().parseHex(anchor.root()),
                anchor.chainId(),
                anchor.contract(),
                anchor.transaction(),
                anchor.blockNumber()));
  }
}
