package ngo.zoo.routing.rules;

import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.log.LeafBatch;

/**
 * Receipts that are committed to together: a Merkle tree (RFC 9162) over their records in the order
 * in which the answers came, whose root is one leaf of the log, signed once by the operator.
 */
public record ReceiptBatch(UUID id, LeafBatch leaves, Instant createdAt) {
  public static ReceiptBatch of(UUID id, List<byte[]> leafHashes, Instant createdAt) {
    return new ReceiptBatch(id, LeafBatch.of(leafHashes), createdAt);
  }

  /** What the log's leaf says. */
  public Map<String, Object> record() {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("schema", "zoo/receipt-batch/1");
    record.put("id", id.toString());
    record.put("size", (long) leaves.size());
    record.put("root", HexFormat.of().formatHex(leaves.root()));
    record.put("created_at", createdAt.toString());
    return record;
  }
}
