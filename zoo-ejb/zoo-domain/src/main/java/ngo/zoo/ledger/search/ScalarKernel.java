package ngo.zoo.ledger.search;

/** Plain loops; the compiler may widen them. */
final class ScalarKernel extends DotKernel {
  @Override
  int dot(short[] query, byte[] matrix, int offset) {
    int sum = 0;
    for (int i = 0; i < query.length; i++) {
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

  @Override
  void dots(short[] query, byte[] matrix, int a, int b, int c, int d, int[] into) {
    into[0] = dot(query, matrix, a);
    into[1] = dot(query, matrix, b);
    into[2] = dot(query, matrix, c);
    into[3] = dot(query, matrix, d);
  }

  @Override
  String label() {
    return "scalar";
  }
}
