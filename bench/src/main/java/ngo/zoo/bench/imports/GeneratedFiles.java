package ngo.zoo.bench.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Experiences by a seed: JSON Lines spread evenly over libraries, and a .npy file with a vector for
 * each, clustered by library as texts on one subject are.
 */
record GeneratedFiles(int experiences, int libraries, int dimension, long seed) {
  private static final String[] THINGS = {
    "pump", "valve", "ledger", "parser", "query", "proof", "bridge", "queue", "lens", "graph"
  };
  private static final String[] ACTS = {
    "check the units first",
    "write the invariant down",
    "start from the smallest case",
    "compare it with last week",
    "ask what it costs to be wrong",
    "look for the step that was skipped"
  };
  private static final float SPREAD = 0.35f;

  void writeTexts(Path file) throws IOException {
    Random random = new Random(seed);
    try (Writer out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < experiences; i++) {
        out.write(
            "{\"domain\":\"bench.area%d\",\"text\":\"When %s %d shows fault %d, %s.\",\"confidence_bp\":%d}\n"
                .formatted(
                    i % libraries,
                    THINGS[random.nextInt(THINGS.length)],
                    i,
                    random.nextInt(1000),
                    ACTS[random.nextInt(ACTS.length)],
                    random.nextInt(10_001)));
      }
    }
  }

  void writeVectors(Path file) throws IOException {
    Random random = new Random(seed + 1);
    float[][] centres = new float[libraries][dimension];
    for (float[] centre : centres) {
      fill(centre, random, 1);
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      out.write(header());
      float[] noise = new float[dimension];
      ByteBuffer row = ByteBuffer.allocate(dimension * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < experiences; i++) {
        fill(noise, random, SPREAD);
        row.clear();
        for (int d = 0; d < dimension; d++) {
          row.putFloat(centres[i % libraries][d] + noise[d]);
        }
        out.write(row.array());
      }
    }
  }

  private static void fill(float[] vector, Random random, float scale) {
    for (int d = 0; d < vector.length; d++) {
      vector[d] = scale * (float) random.nextGaussian();
    }
  }

  private byte[] header() {
    String words =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }\n"
            .formatted(experiences, dimension);
    ByteBuffer header = ByteBuffer.allocate(10 + words.length()).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(ISO_8859_1)).put((byte) 1).put((byte) 0);
    return header.putShort((short) words.length()).put(words.getBytes(ISO_8859_1)).array();
  }
}
