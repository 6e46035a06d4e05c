package ngo.zoo.bench.retrieval;

import java.util.Random;

/**
 * Vectors as embeddings of texts lie: around centres, spread along a few directions that each
 * centre has of its own, of length one. The same for a seed.
 */
final class Clusters {
  private static final int CENTRES = 1000;
  private static final int DIRECTIONS = 16;
  private static final double SPREAD = 0.35;

  private final Random random;
  private final int dimension;
  private final float[][] centres;
  private final float[][][] directions;

  Clusters(long seed, int dimension) {
    this.random = new Random(seed);
    this.dimension = dimension;
    centres = new float[CENTRES][];
    directions = new float[CENTRES][DIRECTIONS][];
    for (int c = 0; c < CENTRES; c++) {
      centres[c] = unit(gaussian());
      for (int d = 0; d < DIRECTIONS; d++) {
        directions[c][d] = unit(gaussian());
      }
    }
  }

  float[][] take(int count) {
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = next();
    }
    return vectors;
  }

  private float[] next() {
    int c = random.nextInt(CENTRES);
    float[] vector = centres[c].clone();
    for (float[] direction : directions[c]) {
      float weight = (float) (SPREAD * random.nextGaussian());
      for (int i = 0; i < dimension; i++) {
        vector[i] += weight * direction[i];
      }
    }
    return unit(vector);
  }

  private float[] gaussian() {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static float[] unit(float[] vector) {
    double norm = 0;
    for (float v : vector) {
      norm += (double) v * v;
    }
    float scale = (float) (1 / Math.sqrt(norm));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= scale;
    }
    return vector;
  }
}
