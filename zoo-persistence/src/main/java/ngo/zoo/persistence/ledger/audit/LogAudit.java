package ngo.zoo.persistence.ledger.audit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import ngo.zoo.ledger.audit.ChainRoots;
import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.log.Anchor;
import ngo.zoo.log.LogKey;
import ngo.zoo.log.LogReplay;
import org.jspecify.annotations.Nullable;

/**
 * The log entry by entry. All checkpoints and anchors are held against the one sequence of entries,
 * so that each tree is a prefix of every later one when nothing differs.
 */
final class LogAudit implements LogReplay.StoredNodes, LogReplay.Judge, AutoCloseable {
  private static final String ANCHORS =
      """
      select a.tree_size, a.root, a.chain_id, a.contract, a.tx_hash, a.block_number,
        t.tx_hash is not null, coalesce(t.block_number, a.block_number) = a.block_number,
        c.name is not null, coalesce(c.genesis, '')
      from anchor a
      left join lateral (
        select tx_hash, block_number from chain_transaction t
        where t.tx_hash = a.tx_hash and t.chain_id = a.chain_id limit 1) t on true
      left join lateral (
        select name, genesis from chain_contract c
        where c.chain_id = a.chain_id and lower(c.address) = lower(a.contract) limit 1) c on true
      order by a.tree_size
      """;

  @SuppressWarnings("ArrayRecordComponent")
  private record Entry(long index, String kind, String data, byte[] leafHash) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Node(long index, byte[] hash) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record SignedTree(long size, byte[] root, String note) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record AnchorRow(
      long size, byte[] root, @Nullable Anchor anchor, List<String> unknown, String genesis) {}

  private final Connection connection;
  private final LogKey key;
  private final @Nullable ChainRoots chain;
  private final Map<Integer, Cursor<Node>> levels = new HashMap<>();
  private final Cursor<SignedTree> checkpoints;
  private final Cursor<AnchorRow> anchors;
  private final Tally entryTally;
  private final Tally nodeTally;
  private final Tally checkpointTally;
  private final Tally anchorTally;
  private final Tally chainTally;
  private final LogReplay replay = new LogReplay(this, this);

  LogAudit(Connection connection, LogKey key, AuditProgress progress, Outside outside) {
    this.connection = connection;
    this.key = key;
    this.chain = outside.chain();
    this.entryTally = new Tally(LedgerCheck.ENTRIES, progress);
    this.nodeTally = new Tally(LedgerCheck.NODES, progress);
    this.checkpointTally = new Tally(LedgerCheck.CHECKPOINTS, progress);
    this.anchorTally = new Tally(LedgerCheck.ANCHORS, progress);
    this.chainTally = new Tally(LedgerCheck.CHAIN, progress);
    this.checkpoints =
        Cursor.open(
            connection,
            "select tree_size, root, note from log_checkpoint order by tree_size",
            row -> new SignedTree(row.getLong(1), row.getBytes(2), row.getString(3)));
    this.anchors = Cursor.open(connection, ANCHORS, LogAudit::anchor);
  }

  List<LedgerFinding> findings() {
    long signed = number("select coalesce(max(tree_size), 0) from log_checkpoint");
    settle();
    Cursor.each(
        connection,
        "select log_index, kind, data, leaf_hash from log_entry where log_index is not null"
            + " order by log_index",
        row -> new Entry(row.getLong(1), row.getString(2), row.getString(3), row.getBytes(4)),
        entry -> take(entry, signed));
    fill(signed);
    rest();
    long waiting = number("select count(*) from log_entry where log_index is null");
    for (long i = 0; i < waiting; i++) {
      entryTally.skips("entries that wait for their place");
    }
    List<LedgerFinding> findings = new ArrayList<>();
    for (Tally tally : List.of(entryTally, nodeTally, checkpointTally, anchorTally, chainTally)) {
      findings.add(tally.finding());
    }
    return findings;
  }

  private void take(Entry entry, long signed) {
    fill(entry.index());
    if (entry.index() < replay.size() || entry.index() >= signed) {
      entryTally.differs("entry " + entry.index() + ": log_index");
      return;
    }
    replay.entry(entry.kind(), entry.data(), entry.leafHash());
    settle();
  }

  /** What is not there up to this size. */
  private void fill(long size) {
    while (replay.size() < size) {
      replay.missing();
      settle();
    }
  }

  /** Checkpoints and anchors of the tree as it stands now. */
  private void settle() {
    SignedTree checkpoint = checkpoints.peek();
    while (checkpoint != null && checkpoint.size() <= replay.size()) {
      String differing = replay.checkpoint(checkpoint.root(), checkpoint.note(), key);
      checkpointTally.judge("checkpoint " + checkpoint.size(), words(differing));
      checkpoints.take();
      checkpoint = checkpoints.peek();
    }
    AnchorRow anchor = anchors.peek();
    while (anchor != null && anchor.size() <= replay.size()) {
      List<String> differing = new ArrayList<>(anchor.unknown());
      if (!Arrays.equals(anchor.root(), replay.root())) {
        differing.add("root");
      }
      anchorTally.judge("anchor " + anchor.size(), differing);
      ask(anchor);
      anchors.take();
      anchor = anchors.peek();
    }
  }

  /** Holds the chain against the root computed here, not against the row. */
  private void ask(AnchorRow row) {
    Anchor claimed = row.anchor();
    if (chain == null || claimed == null) {
      chainTally.skips("no chain to ask");
      return;
    }
    Anchor anchor =
        new Anchor(
            claimed.chainId(),
            claimed.contract(),
            claimed.transaction(),
            claimed.blockNumber(),
            claimed.treeSize(),
            HexFormat.of().formatHex(replay.root()));
    try {
      switch (chain.compare(anchor, row.genesis())) {
        case STANDS -> chainTally.fits();
        case DIFFERS -> chainTally.differs("anchor " + row.size() + ": not on the chain");
        case OTHER_CHAIN -> chainTally.skips("anchors on another chain");
      }
    } catch (IOException | IllegalStateException e) {
      chainTally.skips("the chain does not answer: " + e.getMessage());
    }
  }

  /** What stands above the end of the log. */
  private void rest() {
    for (SignedTree more = checkpoints.take(); more != null; more = checkpoints.take()) {
      checkpointTally.differs("checkpoint " + more.size() + ": more than the entries");
    }
    for (AnchorRow more = anchors.take(); more != null; more = anchors.take()) {
      anchorTally.differs("anchor " + more.size() + ": more than the entries");
    }
    Cursor.each(
        connection,
        "select level, index from log_node where index >= (?::bigint >> level) order by level, index",
        row -> row.getInt(1) + "/" + row.getLong(2),
        node -> nodeTally.differs("node " + node + ": above no entries"),
        replay.size());
  }

  @Override
  public void entry(long index, String differing) {
    entryTally.judge("entry " + index, words(differing));
  }

  @Override
  public void node(int level, long index, boolean fits) {
    nodeTally.judge("node " + level + "/" + index, fits ? List.of() : List.of("hash"));
  }

  @Override
  public byte @Nullable [] hash(int level, long index) {
    Cursor<Node> nodes =
        levels.computeIfAbsent(
            level,
            it ->
                Cursor.open(
                    connection,
                    "select index, hash from log_node where level = ? order by index",
                    row -> new Node(row.getLong(1), row.getBytes(2)),
                    it));
    Node node = nodes.peek();
    if (node == null || node.index() != index) {
      return null;
    }
    nodes.take();
    return node.hash();
  }

  private long number(String sql) {
    List<Long> numbers = new ArrayList<>();
    Cursor.each(connection, sql, row -> row.getLong(1), numbers::add);
    return numbers.getFirst();
  }

  private static List<String> words(String differing) {
    return differing.isEmpty() ? List.of() : List.of(differing);
  }

  private static AnchorRow anchor(ResultSet row) throws SQLException {
    byte[] root = row.getBytes(2);
    List<String> unknown = new ArrayList<>();
    String[] columns = {"tx_hash", "block_number", "contract"};
    for (int i = 0; i < columns.length; i++) {
      if (!row.getBoolean(7 + i)) {
        unknown.add(columns[i]);
      }
    }
    return new AnchorRow(row.getLong(1), root, claimed(row, root), unknown, row.getString(10));
  }

  /** Null when it names no address or transaction. */
  private static @Nullable Anchor claimed(ResultSet row, byte[] root) throws SQLException {
    try {
      return new Anchor(
          row.getLong(3),
          row.getString(4),
          row.getString(5),
          row.getLong(6),
          row.getLong(1),
          HexFormat.of().formatHex(root));
    } catch (IllegalArgumentException noAnchor) {
      return null;
    }
  }

  @Override
  public void close() {
    levels.values().forEach(Cursor::close);
    checkpoints.close();
    anchors.close();
  }
}
