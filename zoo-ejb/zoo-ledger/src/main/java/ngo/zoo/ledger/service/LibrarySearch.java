package ngo.zoo.ledger.service;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ngo.zoo.ledger.search.BulkIndex;
import ngo.zoo.ledger.search.BulkIndexes;
import ngo.zoo.ledger.search.ExactIndex;
import ngo.zoo.ledger.search.Hit;
import ngo.zoo.ledger.search.VectorQuery;
import ngo.zoo.persistence.ledger.LibraryHead;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Searches the heads of libraries: those that a bulk index holds at their version by it, all others
 * exactly, and joins what both find. So an answer is right from the moment a version is there,
 * while the bulk index is made anew in the background and then put in place at once.
 */
@ApplicationScoped
public class LibrarySearch {
  private static final Logger LOG = Logger.getLogger(LibrarySearch.class);

  private static final long LEAST_REST = TimeUnit.SECONDS.toNanos(5);
  private static final int REST_PER_BUILD = 10;

  /** What was found, by which index, among how many vectors. */
  public record Found(List<Hit> hits, String index, long searched) {
    static final String EXACT = "exact";

    boolean isExact() {
      return index.equals(EXACT);
    }
  }

  private record Bulk(String embedderId, BulkIndex index) {}

  @Inject LibrarySnapshots snapshots;
  @Inject @Any Instance<BulkIndexes> kinds;

  @Resource(lookup = "java:jboss/ee/concurrency/executor/default")
  private ManagedExecutorService executor;

  private final AtomicBoolean building = new AtomicBoolean();
  private volatile @Nullable Bulk bulk;
  private volatile long notBefore = System.nanoTime();

  /** For the container. */
  protected LibrarySearch() {}

  /** Every vector is compared. */
  public Found exactly(List<ExactIndex> indexes, VectorQuery query) {
    List<List<Hit>> found = new ArrayList<>();
    long searched = 0;
    for (ExactIndex index : indexes) {
      found.add(index.nearest(query));
      searched += index.size();
    }
    return new Found(Hit.merge(found, query.k()), Found.EXACT, searched);
  }

  /** Of these libraries; a bulk index that is due is begun on when they are all there are. */
  public Found nearest(List<LibraryHead> heads, boolean all, String embedderId, VectorQuery query) {
    BulkIndex known = known(embedderId);
    Map<Boolean, List<LibraryHead>> byCover =
        heads.stream().collect(Collectors.partitioningBy(head -> covers(known, head)));
    List<LibraryHead> uncovered = byCover.getOrDefault(false, List.of());
    if (all) {
      renew(heads, vectors(uncovered), embedderId, known);
    }
    return known == null
        ? exactly(indexes(heads, embedderId), query)
        : joined(known, byCover.getOrDefault(true, List.of()), uncovered, embedderId, query);
  }

  private Found joined(
      BulkIndex bulkIndex,
      List<LibraryHead> covered,
      List<LibraryHead> uncovered,
      String embedderId,
      VectorQuery query) {
    Found beside = exactly(indexes(uncovered, embedderId), query);
    return ask(bulkIndex, covered, query)
        .map(
            hits ->
                new Found(
                    Hit.merge(List.of(hits, beside.hits()), query.k()),
                    bulkIndex.label(),
                    beside.searched() + vectors(covered)))
        .orElseGet(
            () -> {
              Found rest = exactly(indexes(covered, embedderId), query);
              return new Found(
                  Hit.merge(List.of(rest.hits(), beside.hits()), query.k()),
                  Found.EXACT,
                  beside.searched() + rest.searched());
            });
  }

  private @Nullable BulkIndex known(String embedderId) {
    Bulk now = bulk;
    return now != null && now.embedderId.equals(embedderId) ? now.index : null;
  }

  private static boolean covers(@Nullable BulkIndex index, LibraryHead head) {
    Integer version = index == null ? null : index.versions().get(head.domain());
    return version != null && version == head.version();
  }

  private static long vectors(List<LibraryHead> heads) {
    return heads.stream().mapToLong(LibraryHead::size).sum();
  }

  private static Optional<List<Hit>> ask(
      BulkIndex index, List<LibraryHead> covered, VectorQuery query) {
    if (covered.isEmpty()) {
      return Optional.empty();
    }
    return index.nearest(
        query.within(
            query
                .filter()
                .within(covered.stream().map(LibraryHead::domain).collect(Collectors.toSet()))));
  }

  private List<ExactIndex> indexes(List<LibraryHead> heads, String embedderId) {
    return heads.stream().map(head -> snapshots.index(head, embedderId)).toList();
  }

  private void renew(
      List<LibraryHead> heads, long uncovered, String embedderId, @Nullable BulkIndex before) {
    Optional<BulkIndexes> kind =
        kinds()
            .filter(BulkIndexes::isConfigured)
            .max(Comparator.comparingInt(BulkIndexes::rank))
            .filter(it -> it.isDue(vectors(heads), uncovered));
    boolean rested = System.nanoTime() - notBefore >= 0;
    if (kind.isPresent() && rested && building.compareAndSet(false, true)) {
      List<BulkIndexes.Library> libraries =
          heads.stream().map(head -> library(head, embedderId)).toList();
      background().execute(() -> build(kind.get(), embedderId, libraries, before));
    }
  }

  private BulkIndexes.Library library(LibraryHead head, String embedderId) {
    return new BulkIndexes.Library(
        head.domain(), head.version(), head.size(), () -> snapshots.index(head, embedderId));
  }

  /** Until it is there, or again when it fails, libraries are scanned. */
  private void build(
      BulkIndexes kind,
      String embedderId,
      List<BulkIndexes.Library> libraries,
      @Nullable BulkIndex before) {
    long start = System.nanoTime();
    try {
      bulk = new Bulk(embedderId, kind.build(embedderId, libraries, before));
    } catch (RuntimeException e) {
      LOG.warnf("No index of all libraries, they are scanned instead: %s", e);
    } finally {
      long now = System.nanoTime();
      notBefore = now + rest(now - start);
      building.set(false);
    }
  }

  /** What cannot be held, because vectors are missing, must not be built for ever. */
  long rest(long nanos) {
    return Math.max(LEAST_REST, REST_PER_BUILD * nanos);
  }

  Stream<BulkIndexes> kinds() {
    return kinds.stream();
  }

  Executor background() {
    return executor;
  }
}
