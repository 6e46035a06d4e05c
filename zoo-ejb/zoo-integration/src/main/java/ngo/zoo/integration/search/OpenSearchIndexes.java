package ngo.zoo.integration.search;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ngo.zoo.ledger.search.BulkIndex;
import ngo.zoo.ledger.search.BulkIndexes;
import ngo.zoo.ledger.search.ExactIndex;
import ngo.zoo.log.Sha256;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Keeps OpenSearch abreast of the libraries' heads, for what outgrows one machine's memory; in use
 * when {@code zoo.search.url} is set. There is one index per embedder. Only libraries whose version
 * moved on are written again; what OpenSearch says it holds survives a restart of either side.
 */
@ApplicationScoped
public class OpenSearchIndexes implements BulkIndexes {
  private static final int MOST_HITS = 10_000;
  private static final int DOCUMENTS = 500;
  private static final int NAME = 8;

  @Inject
  @ConfigProperty(name = "zoo.search.url")
  Optional<String> url;

  /** Sent as it is with every request: {@code Basic …}, {@code ApiKey …}. */
  @Inject
  @ConfigProperty(name = "zoo.search.authorization")
  Optional<String> authorization;

  private @Nullable SearchServer connected;

  /** For the container. */
  protected OpenSearchIndexes() {}

  OpenSearchIndexes(String url) {
    this.url = Optional.of(url);
    this.authorization = Optional.empty();
  }

  @Override
  public boolean isConfigured() {
    return url.isPresent();
  }

  @Override
  public int rank() {
    return 1;
  }

  @Override
  public boolean isDue(long total, long uncovered) {
    return uncovered > 0;
  }

  @Override
  public BulkIndex build(String embedderId, List<Library> libraries, @Nullable BulkIndex before) {
    String name = name(embedderId);
    SearchServer server = server();
    try {
      boolean known = server.exists(name);
      Map<String, Integer> held = known ? held(server, name) : Map.of();
      Map<String, Integer> versions = new HashMap<>();
      int dimension = before instanceof OpenSearchIndex index ? index.dimension() : 0;
      int size = 0;
      for (Library library : libraries) {
        Integer version = held.get(library.domain());
        boolean stands = dimension > 0 && version != null && version == library.version();
        ExactIndex vectors = stands ? null : library.vectors().get();
        if (vectors != null && (vectors.size() == 0 || vectors.size() < library.size())) {
          continue;
        }
        if (vectors != null) {
          dimension = vectors.dimension();
          if (!known) {
            server.put("/" + name, SearchDocuments.index(embedderId, dimension));
            known = true;
          }
          if (version == null || version != library.version()) {
            write(server, name, library, vectors);
          }
        }
        versions.put(library.domain(), library.version());
        size += library.size();
      }
      if (known) {
        refresh(server, name);
      }
      return new OpenSearchIndex(server, name, dimension, Map.copyOf(versions), size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names are lower case and short, embedder ids need not be. */
  static String name(String embedderId) {
    return "zoo-experiences-" + HexFormat.of().formatHex(Sha256.ofText(embedderId), 0, NAME);
  }

  private static Map<String, Integer> held(SearchServer server, String name) throws IOException {
    Map<String, Integer> held = new HashMap<>();
    JsonObject answer = server.search(name, SearchDocuments.libraries(MOST_HITS));
    for (JsonObject hit :
        answer.getJsonObject("hits").getJsonArray("hits").getValuesAs(JsonObject.class)) {
      JsonObject library = hit.getJsonObject("_source");
      held.put(library.getString("domain"), library.getInt("held"));
    }
    return held;
  }

  /** First says that the library is not held, last that it is, so that a break in between shows. */
  private static void write(SearchServer server, String name, Library library, ExactIndex vectors)
      throws IOException {
    String own = "/" + name + "/_doc/library:" + library.domain();
    server.put(own + "?refresh=true", SearchDocuments.library(library.domain(), 0));
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < vectors.size(); row++) {
      lines.append(SearchDocuments.lines(vectors.entry(row), library.version()));
      if (row % DOCUMENTS == DOCUMENTS - 1 || row == vectors.size() - 1) {
        server.bulk(name, lines.toString());
        lines.setLength(0);
      }
    }
    deleteOutdated(server, name, library);
    server.put(own, SearchDocuments.library(library.domain(), library.version()));
  }

  private static void deleteOutdated(SearchServer server, String name, Library library)
      throws IOException {
    JsonObject outdated = SearchDocuments.outdated(library.domain(), library.version(), MOST_HITS);
    String lines;
    do {
      refresh(server, name);
      lines = SearchDocuments.deletions(server.search(name, outdated));
      if (!lines.isEmpty()) {
        server.bulk(name, lines);
      }
    } while (!lines.isEmpty());
  }

  private static void refresh(SearchServer server, String name) throws IOException {
    server.post("/" + name + "/_refresh", JsonValue.EMPTY_JSON_OBJECT);
  }

  private synchronized SearchServer server() {
    SearchServer server = connected;
    if (server == null) {
      server = new SearchServer(url.orElseThrow(), authorization);
      connected = server;
    }
    return server;
  }

  @PreDestroy
  synchronized void disconnect() {
    if (connected != null) {
      connected.close();
      connected = null;
    }
  }
}
