package ngo.zoo.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a growing tree: the roots of the complete subtrees that make it up, largest
 * first. Enough to append and to know the root in O(log n), without the leaves before.
 */
public final class MerkleFrontier {
  /** Learns of each subtree as it becomes complete, leaves (level 0) included. */
  @FunctionalInterface
  public interface Sink {
    void complete(int level, long index, byte[] hash);
  }

  private final List<byte[]> peaks = new ArrayList<>();
  private long size;

  /** The frontier of the empty tree. */
  public MerkleFrontier() {}

  /** The frontier of the first {@code size} leaves of a stored tree. */
  public static MerkleFrontier of(SubtreeHashes stored, long size) {
    MerkleFrontier frontier = new MerkleFrontier();
    frontier.peaks.addAll(MerkleTree.peaks(stored, 0, size));
    frontier.size = size;
    return frontier;
  }

  /** One that grows by itself. */
  public MerkleFrontier copy() {
    MerkleFrontier copy = new MerkleFrontier();
    copy.peaks.addAll(peaks);
    copy.size = size;
    return copy;
  }

  /** Appends a leaf, tells {@code sink} all subtrees it completes and returns its index. */
  public long append(byte[] leafHash, Sink sink) {
    sink.complete(0, size, leafHash);
    byte[] hash = leafHash;
    for (int level = 0; (size >> level & 1) == 1; level++) {
      hash = MerkleTree.nodeHash(peaks.removeLast(), hash);
      sink.complete(level + 1, size >> (level + 1), hash);
    }
    peaks.add(hash);
    return size++;
  }

  /** Leaves so far. */
  public long size() {
    return size;
  }

  /** MTH of RFC 9162, 2.1.1 over all leaves so far. */
  public byte[] root() {
    return MerkleTree.fold(peaks);
  }
}
