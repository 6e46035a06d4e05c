package ngo.zoo.integration.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import ngo.zoo.log.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside Arweave's own library, at the sizes where chunks are cut differently. */
class DataTreeTest {
  private static final int KIB = 1024;
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      ints = {
        1,
        256 * KIB - 1,
        256 * KIB,
        256 * KIB + 1,
        288 * KIB - 1,
        288 * KIB,
        512 * KIB,
        512 * KIB + 7,
        1200 * KIB + 5,
        1536 * KIB,
        12_000 * KIB + 1
      })
  void rootAndProofsAreThoseOthersCompute(int size) throws Exception {
    byte[] data = new byte[size];
    new Random(size).nextBytes(data);
    ChunkPlan plan = ChunkPlan.of(size);
    List<byte[]> hashes = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    cut(
        plan,
        data,
        (index, chunk) -> {
          hashes.add(Sha256.of(chunk));
          lengths.add(chunk.length);
        });
    if (plan.filled() < plan.ends().size()) {
      hashes.add(Sha256.of(new byte[0]));
    }
    DataTree tree = new DataTree(plan, hashes);

    JsonObject seen = Peers.run("data-root.mjs", Files.write(folder.resolve("data"), data));

    assertThat(ArweaveTransaction.base64(tree.root())).isEqualTo(seen.getString("root"));
    List<JsonObject> chunks = seen.getJsonArray("chunks").getValuesAs(JsonObject.class);
    assertThat(chunks).hasSize(plan.filled()).hasSize(lengths.size());
    for (int i = 0; i < chunks.size(); i++) {
      assertThat(chunks.get(i)).isEqualTo(proof(plan, tree, i, lengths.get(i)));
    }
  }

  @Test
  void bytesThatAreTooFewOrTooManyAreFound() {
    ChunkPlan plan = ChunkPlan.of(300 * KIB);
    assertThatThrownBy(() -> cut(plan, new byte[300 * KIB - 1], (index, chunk) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("fewer");
    assertThatThrownBy(() -> cut(plan, new byte[300 * KIB + 1], (index, chunk) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("more");
  }

  /** In parts of all lengths. */
  private static void cut(ChunkPlan plan, byte[] data, ChunkPlan.Taker taker) throws IOException {
    ChunkPlan.Cutter cutter = plan.cutter(taker);
    Random random = new Random(3);
    int at = 0;
    while (at < data.length) {
      int end = Math.min(data.length, at + random.nextInt(600 * KIB));
      cutter.take(Arrays.copyOfRange(data, at, end));
      at = end;
    }
    cutter.end();
  }

  private static JsonObject proof(ChunkPlan plan, DataTree tree, int index, int length) {
    long last = plan.ends().get(index) - 1;
    return Json.createObjectBuilder()
        .add("data_root", ArweaveTransaction.base64(tree.root()))
        .add("data_size", Long.toString(plan.size()))
        .add("data_path", ArweaveTransaction.base64(tree.path(last)))
        .add("offset", Long.toString(last))
        .add("length", length)
        .build();
  }
}
