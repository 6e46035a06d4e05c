package ngo.zoo.books.rules;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ngo.zoo.log.InclusionProof;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.log.Sha256;

/**
 * Entries that are committed to together: a Merkle tree (RFC 9162) over their records in the order
 * of their ids, whose root is one leaf of the log.
 */
public final class JournalBatch {
  private final MerkleTree tree;
  private final byte[] leafHashes;

  private JournalBatch(byte[] leafHashes) {
    this.leafHashes = leafHashes;
    this.tree = MerkleTree.of(split(leafHashes));
  }

  /** Of leaf hashes, one after the other. */
  public static JournalBatch of(byte[] leafHashes) {
    return new JournalBatch(leafHashes.clone());
  }

  public static JournalBatch of(List<byte[]> leafHashes) {
    return new JournalBatch(joined(leafHashes));
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

  /** What the log's leaf says. */
  public Map<String, Object> record(long number, Instant createdAt) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("schema", "zoo/journal-batch/1");
    record.put("number", number);
    record.put("size", (long) size());
    record.put("root", HexFormat.of().formatHex(root()));
    record.put("created_at", createdAt.toString());
    return record;
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
