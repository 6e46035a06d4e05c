package ngo.zoo.integration.search;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ngo.zoo.ledger.search.BulkIndex;
import ngo.zoo.ledger.search.Entry;
import ngo.zoo.ledger.search.Hit;
import ngo.zoo.ledger.search.VectorQuery;
import org.jboss.logging.Logger;

/**
 * Libraries as OpenSearch holds them. Its candidates are ranked here by their quantised vectors, so
 * that cosines and ties are as in a scan. While it does not answer, libraries are scanned.
 */
record OpenSearchIndex(
    SearchServer server, String name, int dimension, Map<String, Integer> versions, int size)
    implements BulkIndex {
  private static final Logger LOG = Logger.getLogger(OpenSearchIndex.class);
  private static final int LEAST_IN_SIGHT = 50;

  @Override
  public String label() {
    return "opensearch";
  }

  @Override
  public Optional<List<Hit>> nearest(VectorQuery query) {
    if (query.vector().dimension() != dimension) {
      throw new IllegalArgumentException("the index has " + dimension + " dimensions");
    }
    int inSight = Math.max(LEAST_IN_SIGHT, 2 * query.k());
    try {
      JsonObject answer = server.search(name, SearchDocuments.search(query, inSight));
      List<Hit> hits =
          answer.getJsonObject("hits").getJsonArray("hits").getValuesAs(JsonObject.class).stream()
              .map(SearchDocuments::entry)
              .map(entry -> hit(entry, query))
              .filter(hit -> hit.cosine() >= query.floor())
              .toList();
      return Optional.of(Hit.merge(List.of(hits), query.k()));
    } catch (IOException | IllegalStateException e) {
      LOG.warnf("OpenSearch does not answer, libraries are scanned: %s", e);
      return Optional.empty();
    }
  }

  private static Hit hit(Entry entry, VectorQuery query) {
    return Hit.exact(entry.experience(), entry.vector(), query);
  }
}
