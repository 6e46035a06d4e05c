package ngo.zoo.log;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The log from its first entry on: what each stored hash has to be, in O(log n) memory. Where data,
 * leaf hash and leaf node of an entry do not agree, the two that do are believed, so that one
 * changed byte is one difference and not all that is above it.
 */
public final class LogReplay {
  /** The stored hashes, each asked for once, as the subtree under it becomes complete. */
  @FunctionalInterface
  public interface StoredNodes {
    /** Null when there is none. */
    byte @Nullable [] hash(int level, long index);
  }

  /** Learns of each thing that was compared. */
  public interface Judge {
    /**
     * @param differing columns that are not what they should be; empty when all are
     */
    void entry(long index, String differing);

    void node(int level, long index, boolean fits);
  }

  private final MerkleFrontier frontier = new MerkleFrontier();
  private final StoredNodes nodes;
  private final Judge judge;

  public LogReplay(StoredNodes nodes, Judge judge) {
    this.nodes = nodes;
    this.judge = judge;
  }

  /** Entries so far. */
  public long size() {
    return frontier.size();
  }

  public byte[] root() {
    return frontier.root();
  }

  /**
   * The next entry.
   *
   * @param kind as its column has it
   */
  public void entry(String kind, String data, byte[] leafHash) {
    byte[] computed = LogRecord.leafHash(data);
    byte[] node = nodes.hash(0, size());
    String differing = isOfKind(kind, data) ? "" : "kind";
    byte[] leaf = computed;
    if (!Arrays.equals(computed, leafHash)) {
      boolean isChangedData = Arrays.equals(node, leafHash);
      boolean isChangedHash = Arrays.equals(node, computed);
      differing = isChangedData ? "data" : isChangedHash ? "leaf_hash" : "data, leaf_hash";
      leaf = isChangedHash || node == null ? computed : node;
    }
    judge.entry(size(), differing);
    append(leaf, node);
  }

  /** An entry that is not there; its node stands in for it. */
  public void missing() {
    judge.entry(size(), "missing");
    byte[] node = nodes.hash(0, size());
    append(node == null ? new byte[Sha256.LENGTH] : node, node);
  }

  /** In canonical JSON a quote inside a string never stands without a backslash before it. */
  private static boolean isOfKind(String kind, String data) {
    for (LeafKind known : LeafKind.values()) {
      if (known.name().equals(kind)) {
        return data.contains("\"type\":\"" + known.word() + "\"");
      }
    }
    return false;
  }

  private void append(byte[] leaf, byte @Nullable [] node) {
    frontier.append(
        leaf,
        (level, index, hash) ->
            judge.node(
                level, index, Arrays.equals(level == 0 ? node : nodes.hash(level, index), hash)));
  }

  /**
   * What about a checkpoint of the tree as it stands now differs: nothing, its root, its note or
   * both.
   */
  public String checkpoint(byte[] root, String note, LogKey key) {
    byte[] computed = root();
    boolean isRoot = Arrays.equals(root, computed);
    String differing = isRoot ? "" : "root";
    if (!isNote(note, computed, key)) {
      differing += isRoot ? "note" : ", note";
    }
    return differing;
  }

  private boolean isNote(String note, byte[] computed, LogKey key) {
    try {
      Checkpoint checkpoint = Checkpoint.parse(note);
      return checkpoint.size() == size()
          && Arrays.equals(checkpoint.root(), computed)
          && Checkpoint.isSigned(note, key);
    } catch (IllegalArgumentException noCheckpoint) {
      return false;
    }
  }
}
