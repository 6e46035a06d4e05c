package ngo.zoo.ledger.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import ngo.zoo.ledger.rules.ExactIndex;
import ngo.zoo.persistence.ledger.ExperienceQueries;
import ngo.zoo.persistence.ledger.LibraryHead;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of each library's current version in memory, replaced as a whole when the version
 * moves on. Members without a vector of the embedder are left out and looked for again shortly.
 */
@ApplicationScoped
public class LibrarySnapshots {
  private static final long LOOK_AGAIN = TimeUnit.SECONDS.toNanos(1);

  private record Snapshot(LibraryHead head, String embedderId, ExactIndex index, long loadedAt) {
    boolean serves(LibraryHead wanted, String wantedEmbedder) {
      return head.version() == wanted.version()
          && embedderId.equals(wantedEmbedder)
          && (index.size() == head.size() || System.nanoTime() - loadedAt < LOOK_AGAIN);
    }
  }

  private final Map<String, Snapshot> byDomain = new ConcurrentHashMap<>();

  @Inject ExperienceQueries experiences;

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

  private Snapshot current(@Nullable Snapshot current, LibraryHead head, String embedderId) {
    if (current != null && current.serves(head, embedderId)) {
      return current;
    }
    long now = System.nanoTime();
    ExactIndex index =
        new ExactIndex(experiences.embeddedMembers(head.domain(), head.version(), embedderId));
    return new Snapshot(head, embedderId, index, now);
  }
}
