package ngo.zoo.ledger.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.search.BulkIndex;
import ngo.zoo.ledger.search.BulkIndexes;
import ngo.zoo.ledger.search.Entry;
import ngo.zoo.ledger.search.ExactIndex;
import ngo.zoo.ledger.search.Hit;
import ngo.zoo.ledger.search.IndexedExperience;
import ngo.zoo.ledger.search.QuantisedVector;
import ngo.zoo.ledger.search.VectorQuery;
import ngo.zoo.persistence.ledger.ExperienceVectors;
import ngo.zoo.persistence.ledger.LibraryHead;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LibrarySearchTest {
  private static final int SIZE = 40;
  private static final QuantisedVector QUERY = vector(new Random(99));

  private final Map<String, Integer> versions = new HashMap<>(Map.of("a", 1, "b", 1, "c", 1));
  private final Deque<Runnable> background = new ArrayDeque<>();
  private final Bulk kind = new Bulk();
  private long rest;
  private final LibrarySearch search =
      new LibrarySearch() {
        @Override
        Stream<BulkIndexes> kinds() {
          return Stream.of(kind);
        }

        @Override
        Executor background() {
          return background::add;
        }

        @Override
        long rest(long nanos) {
          return rest;
        }
      };

  LibrarySearchTest() {
    search.snapshots = new LibrarySnapshots();
    search.snapshots.vectors = new Stored();
  }

  @Test
  void librariesAreScannedUntilTheBulkIndexIsThere() {
    assertThat(ask(all()).index()).isEqualTo("exact");
    assertThat(ask(all()).isExact()).isTrue();
    assertThat(background).hasSize(1);
    background.remove().run();

    assertThat(ask(all()).index()).isEqualTo("bulk");
    assertThat(ask(all()).hits()).isEqualTo(whole());
    assertThat(background).isEmpty();
  }

  @Test
  void aLibraryThatMovedOnIsScannedBesideTheIndex() {
    ask(all());
    background.remove().run();
    versions.put("b", 2);

    LibrarySearch.Found found = ask(all());
    assertThat(found.index()).isEqualTo("bulk");
    assertThat(found.hits()).isEqualTo(whole());
    assertThat(kind.asked).isEqualTo(List.of("a", "c"));

    background.remove().run();
    assertThat(kind.before).isNotNull();
    ask(all());
    assertThat(kind.asked).isEqualTo(List.of("a", "b", "c"));
  }

  @Test
  void onlyTheLibrariesThatWereNamedAreSearched() {
    ask(all());
    background.remove().run();
    LibrarySearch.Found found = ask(Stream.of(head("c")).toList());

    assertThat(kind.asked).isEqualTo(List.of("c"));
    assertThat(found.hits()).allSatisfy(h -> assertThat(h.experience().domain()).isEqualTo("c"));
  }

  @Test
  void whenTheIndexCannotAnswerOrBeBuiltLibrariesAreScanned() {
    kind.fails = true;
    ask(all());
    background.remove().run();
    assertThat(ask(all()).isExact()).isTrue();
    kind.fails = false;
    background.remove().run();
    kind.mute = true;

    assertThat(ask(all()).isExact()).isTrue();
    assertThat(ask(all()).hits()).isEqualTo(whole());
  }

  @Test
  void afterBuildingItRests() {
    rest = Long.MAX_VALUE / 4;
    ask(all());
    background.remove().run();
    versions.put("b", 2);

    assertThat(ask(all()).hits()).isEqualTo(whole());
    assertThat(background).isEmpty();
  }

  @Test
  void anotherEmbeddersIndexIsNotAsked() {
    ask(all());
    background.remove().run();

    assertThat(search.nearest(all(), true, "two", new VectorQuery(QUERY, 10, -1)).isExact())
        .isTrue();
  }

  private LibrarySearch.Found ask(List<LibraryHead> heads) {
    return search.nearest(heads, heads.size() == 3, "one", new VectorQuery(QUERY, 10, -1));
  }

  private List<Hit> whole() {
    List<Entry> entries = new ArrayList<>();
    versions.forEach((domain, version) -> entries.addAll(entries(domain, version)));
    return new ExactIndex(entries).nearest(QUERY, 10, -1);
  }

  private List<LibraryHead> all() {
    return Stream.of("a", "b", "c").map(this::head).toList();
  }

  private LibraryHead head(String domain) {
    return new LibraryHead(domain, versions.getOrDefault(domain, 0), "aa", SIZE);
  }

  private static List<Entry> entries(String domain, int version) {
    Random random = new Random(31L * domain.hashCode() + version);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      byte[] leafData = new byte[32];
      random.nextBytes(leafData);
      UUID id = new UUID(random.nextLong(), i);
      entries.add(
          new Entry(
              new IndexedExperience(id, domain, "", id, leafData, ExperienceStatus.ADOPTED),
              vector(random)));
    }
    return entries;
  }

  private static QuantisedVector vector(Random random) {
    float[] values = new float[24];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return QuantisedVector.of(values);
  }

  private static final class Stored extends ExperienceVectors {
    @Override
    public List<Entry> ofVersion(String domain, int number, String embedderId) {
      return entries(domain, number);
    }
  }

  /** Holds what it was built of; due whenever a library is not in it. */
  private static final class Bulk implements BulkIndexes {
    private List<String> asked = List.of();
    private @Nullable BulkIndex before;
    private boolean fails;
    private boolean mute;

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
      return uncovered > 0;
    }

    @Override
    public BulkIndex build(String embedderId, List<Library> libraries, @Nullable BulkIndex known) {
      if (fails) {
        throw new IllegalStateException("as told");
      }
      before = known;
      List<Entry> entries = new ArrayList<>();
      Map<String, Integer> held = new HashMap<>();
      for (Library library : libraries) {
        ExactIndex vectors = library.vectors().get();
        held.put(library.domain(), library.version());
        for (int row = 0; row < vectors.size(); row++) {
          entries.add(vectors.entry(row));
        }
      }
      ExactIndex index = new ExactIndex(entries);
      return new BulkIndex() {
        @Override
        public String label() {
          return "bulk";
        }

        @Override
        public Map<String, Integer> versions() {
          return held;
        }

        @Override
        public int size() {
          return index.size();
        }

        @Override
        public Optional<List<Hit>> nearest(VectorQuery query) {
          asked = query.filter().domains().stream().sorted().toList();
          return mute ? Optional.empty() : Optional.of(index.nearest(query));
        }
      };
    }
  }
}
