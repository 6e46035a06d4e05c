package ngo.zoo.bench.retrieval;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The vectors, the queries and the truth as little-endian files, for peers in other languages. */
final class Dump {
  private Dump() {}

  static void write(Path folder, float[][] vectors, float[][] queries, int[][] truth)
      throws IOException {
    Files.createDirectories(folder);
    floats(folder.resolve("vectors.f32"), vectors);
    floats(folder.resolve("queries.f32"), queries);
    ByteBuffer rows = buffer(truth.length * truth[0].length);
    for (int[] row : truth) {
      for (int id : row) {
        rows.putInt(id);
      }
    }
    Files.write(folder.resolve("truth.i32"), rows.array());
  }

  /** What an earlier run found, as long as the folder stands; empty when there was none. */
  static int[][] truth(Path folder, int queries, int k) throws IOException {
    Path file = folder.resolve("truth.i32");
    if (!Files.exists(file)) {
      return new int[0][];
    }
    IntBuffer rows =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    int[][] truth = new int[queries][k];
    for (int[] row : truth) {
      rows.get(row);
    }
    return truth;
  }

  private static void floats(Path file, float[][] rows) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      for (float[] row : rows) {
        ByteBuffer bytes = buffer(row.length);
        bytes.asFloatBuffer().put(row);
        out.write(bytes);
      }
    }
  }

  private static ByteBuffer buffer(int values) {
    return ByteBuffer.allocate(values * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
