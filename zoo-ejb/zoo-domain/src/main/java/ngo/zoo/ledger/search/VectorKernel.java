package ngo.zoo.ledger.search;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * With the processor's vector unit. Two products of components in −127…127 fit into 16 bits (2·127²
 * = 32 258), so pairs are added there first and only then widened, which halves the work.
 */
final class VectorKernel extends DotKernel {
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(SHORTS.vectorBitSize() / 2));
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, SHORTS.vectorShape());
  private static final int LANES = SHORTS.length();
  private static final int HALF = 16;

  @Override
  int dot(short[] query, byte[] matrix, int offset) {
    IntVector sums = IntVector.zero(INTS);
    int whole = query.length - query.length % (2 * LANES);
    for (int i = 0; i < whole; i += 2 * LANES) {
      ShortVector first = ShortVector.fromArray(SHORTS, query, i);
      ShortVector second = ShortVector.fromArray(SHORTS, query, i + LANES);
      sums = sums.add(pairs(first, second, matrix, offset + i));
    }
    return sums.reduceLanes(VectorOperators.ADD) + rest(query, matrix, offset, whole);
  }

  @Override
  void dots(short[] query, byte[] matrix, int offset, int rows, int[] into) {
    for (int row = 0; row < rows; row++) {
      into[row] = dot(query, matrix, offset + row * query.length);
    }
  }

  @Override
  void dots(short[] query, byte[] matrix, int a, int b, int c, int d, int[] into) {
    IntVector sumsA = IntVector.zero(INTS);
    IntVector sumsB = sumsA;
    IntVector sumsC = sumsA;
    IntVector sumsD = sumsA;
    int whole = query.length - query.length % (2 * LANES);
    for (int i = 0; i < whole; i += 2 * LANES) {
      ShortVector first = ShortVector.fromArray(SHORTS, query, i);
      ShortVector second = ShortVector.fromArray(SHORTS, query, i + LANES);
      sumsA = sumsA.add(pairs(first, second, matrix, a + i));
      sumsB = sumsB.add(pairs(first, second, matrix, b + i));
      sumsC = sumsC.add(pairs(first, second, matrix, c + i));
      sumsD = sumsD.add(pairs(first, second, matrix, d + i));
    }
    into[0] = sumsA.reduceLanes(VectorOperators.ADD) + rest(query, matrix, a, whole);
    into[1] = sumsB.reduceLanes(VectorOperators.ADD) + rest(query, matrix, b, whole);
    into[2] = sumsC.reduceLanes(VectorOperators.ADD) + rest(query, matrix, c, whole);
    into[3] = sumsD.reduceLanes(VectorOperators.ADD) + rest(query, matrix, d, whole);
  }

  private static int rest(short[] query, byte[] matrix, int offset, int from) {
    int sum = 0;
    for (int i = from; i < query.length; i++) {
      sum += query[i] * matrix[offset + i];
    }
    return sum;
  }

  /** Of two stretches of the query and the row's bytes from {@code offset} on. */
  private static IntVector pairs(ShortVector first, ShortVector second, byte[] matrix, int offset) {
    ShortVector sums =
        widened(matrix, offset).mul(first).add(widened(matrix, offset + LANES).mul(second));
    return low(sums).add(high(sums));
  }

  private static ShortVector widened(byte[] matrix, int offset) {
    return (ShortVector)
        ByteVector.fromArray(BYTES, matrix, offset).convertShape(VectorOperators.B2S, SHORTS, 0);
  }

  private static IntVector low(ShortVector pairs) {
    return pairs
        .reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, HALF)
        .lanewise(VectorOperators.ASHR, HALF);
  }

  private static IntVector high(ShortVector pairs) {
    return pairs.reinterpretAsInts().lanewise(VectorOperators.ASHR, HALF);
  }

  @Override
  String label() {
    return "vector-" + SHORTS.vectorBitSize();
  }
}
