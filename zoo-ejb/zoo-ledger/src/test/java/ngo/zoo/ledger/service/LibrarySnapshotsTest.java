package ngo.zoo.ledger.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.rules.ExactIndex.Entry;
import ngo.zoo.ledger.rules.QuantisedVector;
import ngo.zoo.persistence.ledger.ExperienceQueries;
import ngo.zoo.persistence.ledger.LibraryHead;
import org.junit.jupiter.api.Test;

class LibrarySnapshotsTest {
  private static final LibraryHead FIRST = new LibraryHead("keeper.signs", 1, "aa", 2);
  private static final LibraryHead SECOND = new LibraryHead("keeper.signs", 2, "bb", 3);

  private final Stored stored = new Stored();
  private final LibrarySnapshots snapshots = new LibrarySnapshots();

  LibrarySnapshotsTest() {
    snapshots.experiences = stored;
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

  /** A database with so many vectors. */
  private static final class Stored extends ExperienceQueries {
    private final List<String> loads = new ArrayList<>();
    private int vectors;

    @Override
    public List<Entry> embeddedMembers(String domain, int number, String embedderId) {
      loads.add(domain + " " + number + " " + embedderId);
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < vectors; i++) {
        QuantisedVector vector = QuantisedVector.of(new float[] {1, i});
        entries.add(new Entry(new UUID(0, i), "e" + i, new UUID(1, i), new byte[32], vector));
      }
      return entries;
    }
  }
}
