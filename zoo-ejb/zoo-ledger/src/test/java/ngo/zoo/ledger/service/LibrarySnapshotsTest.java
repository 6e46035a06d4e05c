package ngo.zoo.ledger.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.search.Entry;
import ngo.zoo.ledger.search.ExactIndex;
import ngo.zoo.ledger.search.Hit;
import ngo.zoo.ledger.search.IndexedExperience;
import ngo.zoo.ledger.search.QuantisedVector;
import ngo.zoo.persistence.ledger.ExperienceVectors;
import ngo.zoo.persistence.ledger.LibraryHead;
import org.junit.jupiter.api.Test;

class LibrarySnapshotsTest {
  private static final QuantisedVector QUERY = QuantisedVector.of(new float[] {1, 1});
  private static final LibraryHead FIRST = new LibraryHead("keeper.signs", 1, "aa", 2);
  private static final LibraryHead SECOND = new LibraryHead("keeper.signs", 2, "bb", 3);

  private final Stored stored = new Stored();
  private final LibrarySnapshots snapshots = new LibrarySnapshots();

  LibrarySnapshotsTest() {
    snapshots.vectors = stored;
    stored.vectors = 2;
  }

  @Test
  void aCompleteVersionIsLoadedOnce() {
    assertThat(snapshots.index(FIRST, "one").size()).isEqualTo(2);
    assertThat(snapshots.index(FIRST, "one")).isSameAs(snapshots.index(FIRST, "one"));
    assertThat(stored.loads).containsExactly("keeper.signs 1 one");
  }

  @Test
  void anotherVersionOrEmbedderReplacesIt() {
    snapshots.index(FIRST, "one");
    stored.vectors = 3;

    assertThat(snapshots.index(SECOND, "one").size()).isEqualTo(3);
    snapshots.index(SECOND, "two");
    assertThat(stored.loads)
        .containsExactly("keeper.signs 1 one", "keeper.signs 2 one", "keeper.signs 2 two");
  }

  @Test
  void aVectorThatComesLateIsFoundSoon() {
    stored.vectors = 1;
    assertThat(snapshots.index(FIRST, "one").size()).isEqualTo(1);
    stored.vectors = 2;

    long deadline = System.nanoTime() + 10_000_000_000L;
    while (snapshots.index(FIRST, "one").size() < 2 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }

    assertThat(snapshots.index(FIRST, "one").size()).isEqualTo(2);
    assertThat(stored.loads).hasSize(2);
  }

  @Test
  void anOlderVersionIsKeptBesideTheHead() {
    stored.vectors = 3;
    ExactIndex head = snapshots.index(SECOND, "one");
    stored.vectors = 2;
    ExactIndex older = snapshots.older(FIRST, "one");

    assertThat(older.size()).isEqualTo(2);
    assertThat(snapshots.older(FIRST, "one")).isSameAs(older);
    assertThat(snapshots.index(SECOND, "one")).isSameAs(head);
    for (int i = 3; i < 40; i++) {
      snapshots.older(new LibraryHead("keeper.signs", i, "cc", 2), "one");
    }
    assertThat(snapshots.older(FIRST, "one")).isNotSameAs(older);
    assertThat(snapshots.size()).isEqualTo(3);
  }

  /** Each version's vectors say which version they are of; a reader must never see two mixed. */
  @Test
  void readersSeeOneWholeVersionWhileVersionsMoveOn() throws Exception {
    int versions = 200;
    AtomicInteger version = new AtomicInteger(1);
    stored.numbered = true;
    try (ExecutorService readers = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> reading = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        reading.add(readers.submit(() -> read(version, versions)));
      }
      for (int i = 2; i <= versions; i++) {
        version.set(i);
        snapshots.index(head(i), "one");
      }
      for (Future<Integer> reader : reading) {
        assertThat(reader.get(20, TimeUnit.SECONDS)).isPositive();
      }
    }
  }

  private int read(AtomicInteger version, int last) {
    int reads = 0;
    for (int seen = 0; seen < last; reads++) {
      seen = version.get();
      String wanted = "v" + seen;
      List<Hit> hits = snapshots.index(head(seen), "one").nearest(QUERY, 100, -1);
      assertThat(hits).hasSize(seen % 7 + 1);
      assertThat(hits).allSatisfy(hit -> assertThat(hit.experience().text()).isEqualTo(wanted));
    }
    return reads;
  }

  private static LibraryHead head(int version) {
    return new LibraryHead("keeper.signs", version, "aa", version % 7 + 1);
  }

  /** A database with so many vectors. */
  private static final class Stored extends ExperienceVectors {
    private final List<String> loads = Collections.synchronizedList(new ArrayList<>());
    private int vectors;
    private boolean numbered;

    @Override
    public List<Entry> ofVersion(String domain, int number, String embedderId) {
      loads.add(domain + " " + number + " " + embedderId);
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < (numbered ? number % 7 + 1 : vectors); i++) {
        QuantisedVector vector = QuantisedVector.of(new float[] {1, i});
        IndexedExperience experience =
            new IndexedExperience(
                new UUID(0, i),
                domain,
                "v" + number,
                new UUID(1, i),
                new byte[32],
                ExperienceStatus.ADOPTED);
        entries.add(new Entry(experience, vector));
      }
      return entries;
    }
  }
}
