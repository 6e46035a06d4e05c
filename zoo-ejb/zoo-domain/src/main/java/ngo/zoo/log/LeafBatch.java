package ngo.zoo.log;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Leaves that are committed to together: a tree (RFC 9162) over their hashes in order. */
public final class LeafBatch {
  private final MerkleTree tree;
  private final byte[] leafHashes;

  private LeafBatch(byte[] leafHashes) {
    this.leafHashes = leafHashes;
    this.tree = MerkleTree.of(split(leafHashes));
  }

  /** Of leaf hashes, one after the other. */
  public static LeafBatch of(byte[] leafHashes) {
    return new LeafBatch(leafHashes.clone());
  }

  public static LeafBatch of(List<byte[]> leafHashes) {
    return new LeafBatch(joined(leafHashes));
  }

  public int size() {
    return leafHashes.length / Sha256.LENGTH;
  }

  public byte[] root() {
    return tree.root();
  }

  /** All leaf hashes, one after the other. */
  public byte[] leafHashes() {
    return leafHashes.clone();
  }

  public boolean hasLeaf(int index, byte[] hash) {
    int from = index * Sha256.LENGTH;
    return Arrays.equals(leafHashes, from, from + Sha256.LENGTH, hash, 0, hash.length);
  }

  public InclusionProof inclusion(int index) {
    return tree.inclusion(index);
  }

  private static List<byte[]> split(byte[] joined) {
    return IntStream.range(0, joined.length / Sha256.LENGTH)
        .mapToObj(i -> Arrays.copyOfRange(joined, i * Sha256.LENGTH, (i + 1) * Sha256.LENGTH))
        .toList();
  }

  private static byte[] joined(List<byte[]> hashes) {
    byte[] joined = new byte[hashes.size() * Sha256.LENGTH];
    for (int i = 0; i < hashes.size(); i++) {
      System.arraycopy(hashes.get(i), 0, joined, i * Sha256.LENGTH, Sha256.LENGTH);
    }
    return joined;
  }
}
