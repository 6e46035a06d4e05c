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
    int i = 0;
    int pairs = query.length - query.length % (2 * LANES);
    for (; i < pairs; i += 2 * LANES) {
      ShortVector products =
          products(query, matrix, offset, i).add(products(query, matrix, offset, i + LANES));
      sums = sums.add(low(products)).add(high(products));
    }
    if (i + LANES <= query.length) {
      ShortVector products = products(query, matrix, offset, i);
      sums = sums.add(low(products)).add(high(products));
      i += LANES;
    }
    int sum = sums.reduceLanes(VectorOperators.ADD);
    for (; i < query.length; i++) {
      sum += query[i] * matrix[offset + i];
    }
    return sum;
  }

  @Override
  void dots(short[] query, byte[] matrix, int offset, int rows, int[] into) {
    for (int row = 0; row < rows; row++) {
      into[row] = dot(query, matrix, offset + row * query.length);
    }
  }

  private static ShortVector products(short[] query, byte[] matrix, int offset, int i) {
    ShortVector row =
        (ShortVector)
            ByteVector.fromArray(BYTES, matrix, offset + i)
                .convertShape(VectorOperators.B2S, SHORTS, 0);
    return row.mul(ShortVector.fromArray(SHORTS, query, i));
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
