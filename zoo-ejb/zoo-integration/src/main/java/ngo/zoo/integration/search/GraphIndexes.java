package ngo.zoo.integration.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import ngo.zoo.ledger.search.BulkIndex;
import ngo.zoo.ledger.search.BulkIndexes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The graph in memory, for beyond 50 000 vectors: up to there a scan takes two milliseconds. Built
 * anew once a fifth of all vectors is not in it; what is not is scanned. A copy stays on disk for
 * the next start.
 */
@ApplicationScoped
public class GraphIndexes implements BulkIndexes {
  public static final int WORTHWHILE = 50_000;

  private static final Logger LOG = Logger.getLogger(GraphIndexes.class);
  private static final int PART = 5;

  @Inject
  @ConfigProperty(name = "zoo.search.graph-folder")
  Optional<String> folder = Optional.empty();

  /** The server's own folder for data. */
  @Inject
  @ConfigProperty(name = "jboss.server.data.dir")
  Optional<String> serverData = Optional.empty();

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
    GraphIndex index =
        folder()
            .map(place -> GraphIndex.of(embedderId, libraries, new GraphFolder(place)))
            .orElseGet(() -> GraphIndex.of(libraries));
    LOG.infof(
        "Graph of %d vectors of %s %s in %d ms: recall@10 %.3f with %d in sight",
        index.size(),
        embedderId,
        index.isFromDisk() ? "read" : "built",
        (System.nanoTime() - start) / 1_000_000,
        index.recall(),
        index.breadth());
    return index;
  }

  private Optional<Path> folder() {
    return folder.map(Path::of).or(() -> serverData.map(data -> Path.of(data, "zoo-graphs")));
  }
}
