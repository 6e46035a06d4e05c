package ngo.zoo.integration.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.search.BulkIndexes.Library;
import ngo.zoo.ledger.search.Entry;
import ngo.zoo.ledger.search.ExactIndex;
import ngo.zoo.ledger.search.Hit;
import ngo.zoo.ledger.search.IndexedExperience;
import ngo.zoo.ledger.search.QuantisedVector;
import ngo.zoo.ledger.search.SearchFilter;
import ngo.zoo.ledger.search.VectorQuery;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GraphIndexTest {
  private static final int LIBRARIES = 6;
  private static final int SIZE = 500;
  private static final Random RANDOM = new Random(5);
  private static final List<Entry> ALL = new ArrayList<>();
  private static GraphIndex graph;

  @BeforeAll
  static void build() {
    List<Library> libraries = new ArrayList<>();
    for (int i = 0; i < LIBRARIES; i++) {
      List<Entry> entries = Samples.entries(RANDOM, "d" + i, SIZE);
      ALL.addAll(entries);
      ExactIndex exact = new ExactIndex(entries);
      libraries.add(new Library("d" + i, i + 1, SIZE, () -> exact));
    }
    libraries.add(new Library("incomplete", 1, SIZE + 1, libraries.getFirst().vectors()));
    graph = GraphIndex.of(libraries);
  }

  @Test
  void findsAtLeastNineteenOfTwentyAndRanksThemExactly() {
    ExactIndex exact = new ExactIndex(ALL);
    long found = 0;
    for (int i = 0; i < 200; i++) {
      VectorQuery query = new VectorQuery(Samples.vector(RANDOM), 10, -1);
      List<Hit> wanted = exact.nearest(query);
      List<Hit> hits = graph.nearest(query).orElseThrow();
      found += wanted.stream().filter(hits::contains).count();
      assertThat(hits).isEqualTo(Hit.merge(List.of(hits), 10)).hasSize(10);
    }
    assertThat(graph.recall()).isGreaterThanOrEqualTo(GraphIndex.LEAST_RECALL);
    assertThat(found).isGreaterThanOrEqualTo((long) (2000 * GraphIndex.LEAST_RECALL));
    assertThat(graph.versions()).hasSize(LIBRARIES).containsEntry("d2", 3);
  }

  @Test
  void filtersWhileItSearches() {
    Set<String> some = Set.of("d1", "d3", "d4", "d5");
    SearchFilter filter = new SearchFilter(some, Set.of(), Set.of());
    List<Entry> passing = ALL.stream().filter(e -> some.contains(e.experience().domain())).toList();
    ExactIndex exact = new ExactIndex(passing);
    long found = 0;
    for (int i = 0; i < 50; i++) {
      VectorQuery query = new VectorQuery(Samples.vector(RANDOM), 10, -1, filter);
      List<Hit> hits = graph.nearest(query).orElseThrow();
      assertThat(hits).allMatch(hit -> some.contains(hit.experience().domain()));
      found += exact.nearest(query).stream().filter(hits::contains).count();
    }
    assertThat(found).isGreaterThanOrEqualTo(450);
  }

  @Test
  void aFilterThatLetsFewPassIsLeftToAScan() {
    UUID author = ALL.get(7).experience().authorId();
    SearchFilter one = new SearchFilter(Set.of(), Set.of(author), Set.of());

    assertThat(graph.nearest(new VectorQuery(Samples.vector(RANDOM), 10, -1, one))).isEmpty();
  }

  @Test
  void theFloorHolds() {
    VectorQuery query = new VectorQuery(Samples.vector(RANDOM), 10, 2);

    assertThat(graph.nearest(query)).isEqualTo(Optional.of(List.of()));
  }

  @Test
  void itPaysBeyondFiftyThousandAndWhenAFifthIsNotInIt() {
    GraphIndexes indexes = new GraphIndexes();

    assertThat(indexes.isDue(50_000, 50_000)).isFalse();
    assertThat(indexes.isDue(60_000, 60_000)).isTrue();
    assertThat(indexes.isDue(60_000, 12_000)).isFalse();
    assertThat(indexes.isDue(60_000, 12_001)).isTrue();
  }

  /** Around thirty centres, as texts lie. */
  static final class Samples {
    private static final int DIMENSION = 48;
    private static final float[][] CENTRES = new float[30][DIMENSION];

    static {
      Random random = new Random(1);
      for (float[] centre : CENTRES) {
        for (int i = 0; i < DIMENSION; i++) {
          centre[i] = (float) random.nextGaussian();
        }
      }
    }

    private Samples() {}

    static QuantisedVector vector(Random random) {
      float[] vector = CENTRES[random.nextInt(CENTRES.length)].clone();
      for (int i = 0; i < DIMENSION; i++) {
        vector[i] += (float) (0.5 * random.nextGaussian());
      }
      return QuantisedVector.of(vector);
    }

    static List<Entry> entries(Random random, String domain, int size) {
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        byte[] leafData = new byte[32];
        random.nextBytes(leafData);
        UUID id = new UUID(random.nextLong(), i);
        entries.add(
            new Entry(
                new IndexedExperience(
                    id, domain, "When " + i + ", go.", id, leafData, ExperienceStatus.ADOPTED),
                vector(random)));
      }
      return entries;
    }
  }
}
