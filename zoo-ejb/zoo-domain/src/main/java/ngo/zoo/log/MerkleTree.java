package ngo.zoo.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Merkle trees of RFC 9162, 2.1 with SHA-256: roots, inclusion and consistency proofs and their
 * verification. Trees stand wherever {@link SubtreeHashes} finds their complete subtrees; {@link
 * #of} keeps one in memory. Leaves are passed as leaf hashes, never as data.
 */
public final class MerkleTree implements SubtreeHashes {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  // Level by level, hash after hash: a tree of a million leaves is 20 arrays, not two million.
  private final List<byte[]> levels;

  private MerkleTree(List<byte[]> levels) {
    this.levels = levels;
  }

  /** A tree in memory over these leaf hashes. */
  public static MerkleTree of(List<byte[]> leafHashes) {
    List<byte[]> levels = new ArrayList<>();
    byte[] level = joined(leafHashes);
    levels.add(level);
    while (level.length >= 2 * Sha256.LENGTH) {
      level = above(level);
      levels.add(level);
    }
    return new MerkleTree(levels);
  }

  private static byte[] joined(List<byte[]> hashes) {
    byte[] level = new byte[Math.multiplyExact(hashes.size(), Sha256.LENGTH)];
    int at = 0;
    for (byte[] hash : hashes) {
      if (hash.length != Sha256.LENGTH) {
        throw new IllegalArgumentException("A leaf hash has 32 bytes");
      }
      System.arraycopy(hash, 0, level, at, Sha256.LENGTH);
      at += Sha256.LENGTH;
    }
    return level;
  }

  /** The complete nodes over a level; the last of an odd level has none. */
  private static byte[] above(byte[] level) {
    int pair = 2 * Sha256.LENGTH;
    byte[] above = new byte[level.length / pair * Sha256.LENGTH];
    for (int at = 0; at < above.length; at += Sha256.LENGTH) {
      Sha256.ofRange(NODE[0], level, 2 * at, pair, above, at);
    }
    return above;
  }

  @Override
  public byte[] hash(int level, long index) {
    int at = Math.toIntExact(Math.multiplyExact(index, Sha256.LENGTH));
    return Arrays.copyOfRange(levels.get(level), at, at + Sha256.LENGTH);
  }

  public long size() {
    return levels.getFirst().length / Sha256.LENGTH;
  }

  public byte[] root() {
    return root(this, size());
  }

  /** Inclusion path of the leaf at {@code index} in the whole tree. */
  public InclusionProof inclusion(long index) {
    return new InclusionProof(index, size(), inclusionPath(this, index, size()));
  }

  /** Hash of a leaf: SHA-256(0x00 ‖ data). */
  public static byte[] leafHash(byte[] data) {
    return Sha256.of(LEAF, data);
  }

  /** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
  public static byte[] nodeHash(byte[] left, byte[] right) {
    return Sha256.of(NODE, left, right);
  }

  /** Root of the first {@code size} leaves; SHA-256 of nothing for none. */
  public static byte[] root(SubtreeHashes tree, long size) {
    return fold(peaks(tree, 0, size));
  }

  /**
   * PATH(index, D_size) of RFC 9162, 2.1.3.1, from the leaf upwards.
   *
   * @throws IllegalArgumentException if there is no such leaf
   */
  public static List<byte[]> inclusionPath(SubtreeHashes tree, long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("No leaf " + index + " in a tree of " + size);
    }
    List<byte[]> path = new ArrayList<>();
    long low = 0;
    long high = size;
    while (high - low > 1) {
      long split = low + largestPowerBelow(high - low);
      if (index < split) {
        path.add(range(tree, split, high));
        high = split;
      } else {
        path.add(range(tree, low, split));
        low = split;
      }
    }
    return path.reversed();
  }

  /**
   * PROOF(oldSize, D_newSize) of RFC 9162, 2.1.4.1; empty when the sizes are equal or the old tree
   * is empty.
   *
   * @throws IllegalArgumentException if the old tree is the larger one
   */
  public static List<byte[]> consistencyPath(SubtreeHashes tree, long oldSize, long newSize) {
    if (oldSize < 0 || oldSize > newSize) {
      throw new IllegalArgumentException("No tree of " + oldSize + " in one of " + newSize);
    }
    List<byte[]> path = new ArrayList<>();
    long low = 0;
    long high = newSize;
    while (oldSize > 0 && oldSize < high) {
      long split = low + largestPowerBelow(high - low);
      if (oldSize <= split) {
        path.add(range(tree, split, high));
        high = split;
      } else {
        path.add(range(tree, low, split));
        low = split;
      }
    }
    // The old tree itself is left out: the verifier has its root.
    if (low > 0 && oldSize < newSize) {
      path.add(range(tree, low, high));
    }
    return path.reversed();
  }

  /** Whether the path leads from the leaf to the root (RFC 9162, 2.1.3.2). */
  public static boolean verifyInclusion(
      byte[] leafHash, long index, long size, List<byte[]> path, byte[] root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    byte[] hash = leafHash;
    for (byte[] sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = nodeHash(sibling, hash);
        int rise = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>= rise;
        last >>= rise;
      } else {
        hash = nodeHash(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  /**
   * Whether the tree of {@code oldRoot} is a prefix of the tree of {@code newRoot} (RFC 9162,
   * 2.1.4.2). Every tree begins with the empty one.
   */
  public static boolean verifyConsistency(
      long oldSize, byte[] oldRoot, long newSize, byte[] newRoot, List<byte[]> path) {
    if (oldSize < 0 || oldSize > newSize) {
      return false;
    }
    if (oldSize == newSize) {
      return path.isEmpty() && Arrays.equals(oldRoot, newRoot);
    }
    if (oldSize == 0) {
      return path.isEmpty() && Arrays.equals(oldRoot, fold(List.of()));
    }
    Iterator<byte[]> rest = path.iterator();
    boolean complete = Long.bitCount(oldSize) == 1;
    if (!complete && !rest.hasNext()) {
      return false;
    }
    byte[] start = complete ? oldRoot : rest.next();
    return climbs(oldSize, newSize, start, rest, oldRoot, newRoot);
  }

  private static boolean climbs(
      long oldSize,
      long newSize,
      byte[] start,
      Iterator<byte[]> rest,
      byte[] oldRoot,
      byte[] newRoot) {
    int skip = Long.numberOfTrailingZeros(oldSize);
    long node = (oldSize - 1) >> skip;
    long last = (newSize - 1) >> skip;
    byte[] oldHash = start;
    byte[] newHash = start;
    while (rest.hasNext()) {
      byte[] next = rest.next();
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        oldHash = nodeHash(next, oldHash);
        newHash = nodeHash(next, newHash);
        int rise = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>= rise;
        last >>= rise;
      } else {
        newHash = nodeHash(newHash, next);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(oldHash, oldRoot) && Arrays.equals(newHash, newRoot);
  }

  /** Hash over leaves low…high, where low stands at a boundary of complete subtrees. */
  private static byte[] range(SubtreeHashes tree, long low, long high) {
    return fold(peaks(tree, low, high));
  }

  /** Roots of the complete subtrees that make up leaves low…high, largest first. */
  static List<byte[]> peaks(SubtreeHashes tree, long low, long high) {
    List<byte[]> peaks = new ArrayList<>();
    for (long at = low; at < high; ) {
      int level = 63 - Long.numberOfLeadingZeros(high - at);
      peaks.add(tree.hash(level, at >> level));
      at += 1L << level;
    }
    return peaks;
  }

  static byte[] fold(List<byte[]> peaks) {
    if (peaks.isEmpty()) {
      return Sha256.of();
    }
    List<byte[]> fromRight = peaks.reversed();
    byte[] hash = fromRight.getFirst();
    for (byte[] peak : fromRight.subList(1, fromRight.size())) {
      hash = nodeHash(peak, hash);
    }
    return hash;
  }

  private static long largestPowerBelow(long n) {
    return Long.highestOneBit(n - 1);
  }
}
