package ngo.zoo.bench.retrieval;

import org.apache.lucene.util.VectorUtil;
import org.apache.lucene.util.hnsw.NeighborQueue;

/** Every float dot product, by Lucene's vector unit: the truth the others are measured against. */
record BruteForce(float[][] vectors, int k) implements Contender {
  @Override
  public String name() {
    return "brute_force";
  }

  @Override
  public int[] nearest(float[] query) {
    NeighborQueue best = new NeighborQueue(k, false);
    for (int row = 0; row < vectors.length; row++) {
      best.insertWithOverflow(row, VectorUtil.dotProduct(query, vectors[row]));
    }
    return best.nodes();
  }
}
