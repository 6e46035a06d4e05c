package ngo.zoo.books.rules;

import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ngo.zoo.log.InclusionProof;
import ngo.zoo.log.LeafBatch;

/**
 * Entries that are committed to together: a Merkle tree (RFC 9162) over their records in the order
 * of their ids, whose root is one leaf of the log.
 */
public record JournalBatch(LeafBatch leaves) {
  /** Of leaf hashes, one after the other. */
  public static JournalBatch of(byte[] leafHashes) {
    return new JournalBatch(LeafBatch.of(leafHashes));
  }

  public static JournalBatch of(List<byte[]> leafHashes) {
    return new JournalBatch(LeafBatch.of(leafHashes));
  }

  public int size() {
    return leaves.size();
  }

  public byte[] root() {
    return leaves.root();
  }

  /** All leaf hashes, one after the other. */
  public byte[] leafHashes() {
    return leaves.leafHashes();
  }

  public boolean hasLeaf(int index, byte[] hash) {
    return leaves.hasLeaf(index, hash);
  }

  public InclusionProof inclusion(int index) {
    return leaves.inclusion(index);
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
}
