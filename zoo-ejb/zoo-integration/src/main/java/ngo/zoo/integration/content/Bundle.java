package ngo.zoo.integration.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import ngo.zoo.log.Sha256;

/**
 * The data of a transaction that carries a version: one item of ANS-104 whose content is the
 * archive. Read chunk by chunk.
 */
final class Bundle {
  private final byte[] head;
  private final Archive archive;
  private final ChunkPlan plan;

  Bundle(DataItem item, Archive archive) {
    this.head = item.bundleHead();
    this.archive = archive;
    this.plan = ChunkPlan.of(head.length + item.size());
  }

  ChunkPlan plan() {
    return plan;
  }

  /** Hands over every chunk that holds something. */
  void chunks(ChunkPlan.Taker taker) throws IOException {
    ChunkPlan.Cutter cutter = plan.cutter(taker);
    cutter.take(head);
    archive.read(cutter);
    cutter.end();
  }

  /** Reads all of it once. */
  DataTree tree() throws IOException {
    List<byte[]> hashes = new ArrayList<>();
    chunks((index, chunk) -> hashes.add(Sha256.of(chunk)));
    if (hashes.size() < plan.ends().size()) {
      hashes.add(Sha256.of(new byte[0]));
    }
    return new DataTree(plan, hashes);
  }
}
