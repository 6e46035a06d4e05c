package ngo.zoo.integration.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import ngo.zoo.ledger.search.BulkIndex;
import ngo.zoo.ledger.search.BulkIndexes;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The graph in memory, for beyond 50 000 vectors: up to there a scan takes two milliseconds. Built
 * anew once a fifth of all vectors is not in it; what is not is scanned.
 */
@ApplicationScoped
public class GraphIndexes implements BulkIndexes {
  public static final int WORTHWHILE = 50_000;

  private static final Logger LOG = Logger.getLogger(GraphIndexes.class);
  private static final int PART = 5;

  @Override
  public boolean isConfigured() {
    return true;
  }

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public boolean isDue(long total, long uncovered) {
    return total > WORTHWHILE && uncovered > total / PART;
  }

  @Override
  public BulkIndex build(String embedderId, List<Library> libraries, @Nullable BulkIndex before) {
    long start = System.nanoTime();
    GraphIndex index = GraphIndex.of(libraries);
    LOG.infof(
        "Graph of %d vectors of %s built in %d ms: recall@10 %.3f with %d in sight",
        index.size(),
        embedderId,
        (System.nanoTime() - start) / 1_000_000,
        index.recall(),
        index.breadth());
    return index;
  }
}
