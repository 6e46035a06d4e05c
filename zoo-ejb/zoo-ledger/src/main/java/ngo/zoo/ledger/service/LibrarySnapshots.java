package ngo.zoo.ledger.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import ngo.zoo.ledger.search.ExactIndex;
import ngo.zoo.persistence.ledger.ExperienceVectors;
import ngo.zoo.persistence.ledger.LibraryHead;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of each library's current version in memory, replaced as a whole when the version
 * moves on, and of a few older versions that were asked for. Members without a vector of the
 * embedder are left out and looked for again shortly. Searches go on in the index they hold.
 */
@ApplicationScoped
public class LibrarySnapshots {
  private static final long LOOK_AGAIN = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_OLDER = 16;

  /** The state of an older version's members may change, the version itself not. */
  private static final long OLDER_LASTS = TimeUnit.SECONDS.toNanos(30);

  private record Snapshot(LibraryHead head, String embedderId, ExactIndex index, long loadedAt) {
    boolean serves(LibraryHead wanted, String wantedEmbedder) {
      return head.version() == wanted.version()
          && embedderId.equals(wantedEmbedder)
          && (index.size() == head.size() || isYounger(LOOK_AGAIN));
    }

    boolean isYounger(long nanos) {
      return System.nanoTime() - loadedAt < nanos;
    }
  }

  private final Map<String, Snapshot> byDomain = new ConcurrentHashMap<>();
  private final Map<String, Snapshot> older =
      Collections.synchronizedMap(new LinkedHashMap<>(MOST_OLDER, 1, true));

  @Inject ExperienceVectors vectors;

  /** The index of this version; loaded by one thread when it is not there. */
  public ExactIndex index(LibraryHead head, String embedderId) {
    Snapshot known = byDomain.get(head.domain());
    if (known != null && known.serves(head, embedderId)) {
      return known.index();
    }
    return byDomain
        .compute(head.domain(), (domain, current) -> current(current, head, embedderId))
        .index();
  }

  /** The index of a version that need not be the current one. */
  public ExactIndex older(LibraryHead version, String embedderId) {
    String key = version.domain() + " " + version.version();
    Snapshot known = older.get(key);
    if (known != null && known.serves(version, embedderId) && known.isYounger(OLDER_LASTS)) {
      return known.index();
    }
    Snapshot loaded = load(version, embedderId);
    synchronized (older) {
      older.put(key, loaded);
      if (older.size() > MOST_OLDER) {
        older.remove(older.keySet().iterator().next());
      }
    }
    return loaded.index();
  }

  /** Vectors in memory, for figures. */
  public long size() {
    return byDomain.values().stream().mapToLong(snapshot -> snapshot.index().size()).sum();
  }

  private Snapshot current(@Nullable Snapshot current, LibraryHead head, String embedderId) {
    return current != null && current.serves(head, embedderId) ? current : load(head, embedderId);
  }

  private Snapshot load(LibraryHead head, String embedderId) {
    long now = System.nanoTime();
    ExactIndex index = new ExactIndex(vectors.ofVersion(head.domain(), head.version(), embedderId));
    return new Snapshot(head, embedderId, index, now);
  }
}
