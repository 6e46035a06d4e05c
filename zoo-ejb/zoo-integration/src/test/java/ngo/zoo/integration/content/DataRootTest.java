package ngo.zoo.integration.content;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside Arweave's own library, at the sizes where chunks are cut differently. */
class DataRootTest {
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
        1200 * KIB + 5
      })
  void isTheRootOthersCompute(int size) throws Exception {
    byte[] data = new byte[size];
    new Random(size).nextBytes(data);
    JsonObject seen = Peers.run("data-root.mjs", Files.write(folder.resolve("data"), data));
    assertThat(ArweaveTransaction.base64(DataRoot.of(data))).isEqualTo(seen.getString("root"));
  }
}
