package ngo.zoo.integration.content;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import ngo.zoo.shared.TryLater;

/** Sends the chunks of a transaction that are still missing, for as long as one visit may last. */
final class ChunkUpload implements ChunkPlan.Taker {
  private final ArweaveClient gateway;
  private final ChunkPlan plan;
  private final DataTree tree;
  private final long end;
  private final int first;
  private int sent;

  /**
   * @param sent chunks that the gateway has taken before
   */
  ChunkUpload(ArweaveClient gateway, ChunkPlan plan, DataTree tree, int sent, Duration longest) {
    this.gateway = gateway;
    this.plan = plan;
    this.tree = tree;
    this.first = sent;
    this.sent = sent;
    this.end = System.nanoTime() + longest.toNanos();
  }

  /** Chunks that the gateway has, from the first without a gap. */
  int sent() {
    return sent;
  }

  /**
   * @throws TryLater when the visit has lasted long enough; one chunk is always sent
   */
  @Override
  public void take(int index, byte[] chunk) throws IOException {
    if (index < sent) {
      return;
    }
    if (index > first && System.nanoTime() - end >= 0) {
      throw new TryLater("Sent %d of %d chunks to Arweave".formatted(sent, plan.filled()));
    }
    gateway.sendChunk(body(index, chunk));
    sent = index + 1;
  }

  private JsonObject body(int index, byte[] chunk) {
    long last = plan.ends().get(index) - 1;
    return Json.createObjectBuilder()
        .add("data_root", ArweaveTransaction.base64(tree.root()))
        .add("data_size", Long.toString(plan.size()))
        .add("data_path", ArweaveTransaction.base64(tree.path(last)))
        .add("offset", Long.toString(last))
        .add("chunk", ArweaveTransaction.base64(chunk))
        .build();
  }
}
