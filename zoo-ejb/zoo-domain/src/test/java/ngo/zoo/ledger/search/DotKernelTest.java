package ngo.zoo.ledger.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Runs with the vector module, as the build starts its tests. */
class DotKernelTest {
  @Test
  void theVectorUnitIsUsedHere() {
    assertThat(VectorMatrix.kernel()).startsWith("vector-");
  }

  @Test
  void bothKernelsGiveTheSameBitsInEveryDimension() {
    Random random = new Random(1);
    DotKernel scalar = new ScalarKernel();
    DotKernel vector = new VectorKernel();
    for (int dimension = 1; dimension <= 300; dimension++) {
      short[] query = query(random, dimension);
      byte[] matrix = matrix(random, 3 * dimension + 5);
      int[] expected = new int[3];
      int[] found = new int[3];
      scalar.dots(query, matrix, 5, 3, expected);
      vector.dots(query, matrix, 5, 3, found);
      assertThat(found).as("dimension %d", dimension).isEqualTo(expected);
      int[] four = new int[4];
      for (DotKernel kernel : List.of(scalar, vector)) {
        int last = 5 + 2 * dimension;
        kernel.dots(query, matrix, last, 5, 5 + dimension, 5, four);
        assertThat(four)
            .as("four of dimension %d", dimension)
            .containsExactly(expected[2], expected[0], expected[1], expected[0]);
      }
    }
  }

  @Test
  void extremesDoNotOverflow() {
    int dimension = 4096;
    short[] query = new short[dimension];
    byte[] matrix = new byte[dimension];
    for (int sign : new int[] {1, -1}) {
      for (int i = 0; i < dimension; i++) {
        query[i] = (short) (127 * sign);
        matrix[i] = 127;
      }
      int expected = sign * 127 * 127 * dimension;
      assertThat(new VectorKernel().dot(query, matrix, 0)).isEqualTo(expected);
      assertThat(new ScalarKernel().dot(query, matrix, 0)).isEqualTo(expected);
    }
  }

  @Test
  void indexesRankAlikeWithEither() {
    Random random = new Random(2);
    List<Entry> entries = Vectors.withTies(random, 700, 384);
    for (int i = 0; i < 20; i++) {
      VectorQuery query = new VectorQuery(Vectors.vector(random, 384), 25, -1);
      assertThat(new ExactIndex(entries, new VectorKernel()).nearest(query))
          .isEqualTo(new ExactIndex(entries, new ScalarKernel()).nearest(query));
    }
  }

  private static short[] query(Random random, int dimension) {
    short[] query = new short[dimension];
    for (int i = 0; i < dimension; i++) {
      query[i] = (short) (random.nextInt(255) - 127);
    }
    return query;
  }

  private static byte[] matrix(Random random, int length) {
    byte[] matrix = new byte[length];
    for (int i = 0; i < length; i++) {
      matrix[i] = (byte) (random.nextInt(255) - 127);
    }
    return matrix;
  }
}
