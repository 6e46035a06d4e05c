package ngo.zoo.integration.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.IntPredicate;
import ngo.zoo.ledger.search.VectorMatrix;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.HnswGraphBuilder;
import org.apache.lucene.util.hnsw.HnswGraphSearcher;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;
import org.apache.lucene.util.hnsw.UpdateableRandomVectorScorer;
import org.jspecify.annotations.Nullable;

/**
 * Lucene's hierarchical graph of near neighbours (Malkov and Yashunin 2018) over a matrix of ours,
 * so that vectors stand in memory once, as bytes, and distances are computed by our kernel.
 */
public final class VectorGraph {
  private static final long SEED = 20_260_101;
  private static final int MANY = 200_000;

  private final VectorMatrix matrix;
  private final FlatGraph graph;

  VectorGraph(VectorMatrix matrix, FlatGraph graph) {
    this.matrix = matrix;
    this.graph = graph;
  }

  /** Takes about half a millisecond per row; more neighbours are kept where there are many rows. */
  public static VectorGraph of(VectorMatrix matrix) {
    int neighbours = neighbours(matrix.rows());
    int breadth = breadth(matrix.rows());
    try {
      RandomVectorScorerSupplier scorers = new Scorers(matrix);
      return new VectorGraph(
          matrix,
          new FlatGraph(
              HnswGraphBuilder.create(scorers, neighbours, breadth, SEED, matrix.rows())
                  .build(matrix.rows())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int neighbours(int rows) {
    return rows > MANY ? 32 : 16;
  }

  private static int breadth(int rows) {
    return rows > MANY ? 200 : 100;
  }

  /** How a graph of so many rows is made. */
  static String parameters(int rows) {
    return "lucene neighbours=%d breadth=%d seed=%d"
        .formatted(neighbours(rows), breadth(rows), SEED);
  }

  FlatGraph links() {
    return graph;
  }

  /**
   * Rows near the probe, most of them the nearest.
   *
   * @param breadth how many to keep in sight; the more, the fewer are missed
   * @param accepts which rows count; null for all
   * @param mostVisited gives up beyond
   * @return null when it gave up
   */
  public int @Nullable [] near(
      VectorMatrix.Probe probe, int breadth, @Nullable IntPredicate accepts, int mostVisited) {
    Bits bits = accepts == null ? null : new Accepted(accepts, matrix.rows());
    try {
      KnnCollector found = new TopKnnCollector(breadth, mostVisited);
      HnswGraphSearcher.search(new Scorer(probe, matrix), found, graph.walk(), bits);
      if (found.earlyTerminated()) {
        return null;
      }
      ScoreDoc[] rows = found.topDocs().scoreDocs;
      return Arrays.stream(rows).mapToInt(row -> row.doc).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Accepted(IntPredicate rows, int length) implements Bits {
    @Override
    public boolean get(int row) {
      return rows.test(row);
    }
  }

  private record Scorer(VectorMatrix.Probe probe, VectorMatrix matrix)
      implements UpdateableRandomVectorScorer {
    @Override
    public float score(int row) {
      return probe.closeness(row);
    }

    @Override
    public float bulkScore(int[] rows, float[] scores, int count) {
      return probe.closeness(rows, scores, count);
    }

    @Override
    public int maxOrd() {
      return matrix.rows();
    }

    @Override
    public void setScoringOrdinal(int row) {
      probe.moveTo(row);
    }
  }

  private record Scorers(VectorMatrix matrix) implements RandomVectorScorerSupplier {
    @Override
    public UpdateableRandomVectorScorer scorer() {
      return new Scorer(matrix.probe(0), matrix);
    }

    @Override
    public RandomVectorScorerSupplier copy() {
      return this;
    }
  }
}
