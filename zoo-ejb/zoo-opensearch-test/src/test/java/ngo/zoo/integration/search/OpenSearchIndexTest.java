package ngo.zoo.integration.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.search.BulkIndex;
import ngo.zoo.ledger.search.BulkIndexes.Library;
import ngo.zoo.ledger.search.Entry;
import ngo.zoo.ledger.search.ExactIndex;
import ngo.zoo.ledger.search.Hit;
import ngo.zoo.ledger.search.IndexedExperience;
import ngo.zoo.ledger.search.QuantisedVector;
import ngo.zoo.ledger.search.SearchFilter;
import ngo.zoo.ledger.search.VectorQuery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenSearchIndexTest {
  private static final int DIMENSION = 64;
  private static final int SIZE = 300;
  @TempDir static Path home;
  private static RealOpenSearch server;

  private final Random random = new Random(17);

  @BeforeAll
  static void start() throws Exception {
    server = new RealOpenSearch(home);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void findsWhatAScanFindsAndRanksItAlike() {
    List<Entry> birds = entries("birds", SIZE);
    List<Entry> fish = entries("fish", SIZE);
    BulkIndex index = build("scan/1", null, library("birds", 1, birds), library("fish", 4, fish));
    List<Entry> all = new ArrayList<>(birds);
    all.addAll(fish);
    ExactIndex exact = new ExactIndex(all);
    long found = 0;
    for (int i = 0; i < 30; i++) {
      VectorQuery query = new VectorQuery(vector(), 10, -1, in("birds", "fish"));
      List<Hit> hits = index.nearest(query).orElseThrow();
      assertThat(hits).isEqualTo(Hit.merge(List.of(hits), 10)).hasSize(10);
      found += exact.nearest(query).stream().filter(hits::contains).count();
    }
    assertThat(found).isGreaterThanOrEqualTo(285);
    assertThat(index.versions()).containsEntry("birds", 1).containsEntry("fish", 4);
    assertThat(index.size()).isEqualTo(2 * SIZE);
  }

  @Test
  void filtersWhileItSearches() {
    List<Entry> birds = entries("birds", SIZE);
    BulkIndex index =
        build(
            "filter/1",
            null,
            library("birds", 1, birds),
            library("fish", 1, entries("fish", SIZE)));
    UUID author = birds.get(3).experience().authorId();
    SearchFilter one =
        new SearchFilter(Set.of("birds"), Set.of(author), Set.of(ExperienceStatus.ADOPTED));
    VectorQuery query = new VectorQuery(vector(), 400, -1, one);

    assertThat(index.nearest(query).orElseThrow())
        .isEqualTo(new ExactIndex(birds).nearest(query))
        .isNotEmpty();
    assertThat(index.nearest(query.within(in("nowhere"))).orElseThrow()).isEmpty();
    SearchFilter rejected =
        new SearchFilter(Set.of("birds"), Set.of(), Set.of(ExperienceStatus.REJECTED));
    assertThat(index.nearest(query.within(rejected)).orElseThrow()).isEmpty();
  }

  @Test
  void onlyWhatMovedOnIsWrittenAgainAndWhatLeftIsGone() {
    List<Entry> birds = entries("birds", 50);
    List<Entry> fish = entries("fish", 50);
    BulkIndex first = build("moves/1", null, library("birds", 1, birds), library("fish", 1, fish));
    Entry left = birds.getFirst();
    List<Entry> next = new ArrayList<>(birds.subList(1, 50));
    next.addAll(entries("birds", 3));
    Library untouched =
        new Library(
            "fish",
            1,
            50,
            () -> {
              throw new AssertionError("read again");
            });
    BulkIndex second = build("moves/1", first, library("birds", 2, next), untouched);
    VectorQuery query = new VectorQuery(left.vector(), 60, -1, in("birds"));

    assertThat(second.versions()).containsEntry("birds", 2).containsEntry("fish", 1);
    assertThat(second.nearest(query).orElseThrow())
        .isEqualTo(new ExactIndex(next).nearest(query))
        .hasSize(52);
    assertThat(second.nearest(query.within(in("fish"))).orElseThrow()).hasSize(50);
  }

  @Test
  void aLibraryWithMissingVectorsIsNotHeld() {
    List<Entry> birds = entries("birds", 10);
    Library incomplete = new Library("birds", 1, 11, () -> new ExactIndex(birds));

    assertThat(build("missing/1", null, incomplete).versions()).isEmpty();
  }

  @Test
  void aServerThatIsAwayLeavesItToAScan() throws Exception {
    BulkIndex index = build("away/1", null, library("birds", 1, entries("birds", 5)));
    SearchServer away = new SearchServer("http://127.0.0.1:1", java.util.Optional.empty());
    OpenSearchIndex unreachable =
        new OpenSearchIndex(away, "zoo", DIMENSION, index.versions(), index.size());

    assertThat(unreachable.nearest(new VectorQuery(vector(), 3, -1))).isEmpty();
    assertThatThrownBy(
            () ->
                new OpenSearchIndexes("http://127.0.0.1:1")
                    .build("away/1", List.of(library("birds", 1, entries("birds", 5))), null))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(
            () -> index.nearest(new VectorQuery(QuantisedVector.of(new byte[] {1}), 1, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static BulkIndex build(
      String embedder, @Nullable BulkIndex before, Library... libraries) {
    return new OpenSearchIndexes(server.url()).build(embedder, List.of(libraries), before);
  }

  private static Library library(String domain, int version, List<Entry> entries) {
    ExactIndex vectors = new ExactIndex(entries);
    return new Library(domain, version, entries.size(), () -> vectors);
  }

  private static SearchFilter in(String... domains) {
    return new SearchFilter(Set.of(domains), Set.of(), Set.of());
  }

  private List<Entry> entries(String domain, int size) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      byte[] leafData = new byte[32];
      random.nextBytes(leafData);
      IndexedExperience experience =
          new IndexedExperience(
              new UUID(random.nextLong(), random.nextLong()),
              domain,
              "When “" + i + "”, go.",
              new UUID(0, i % 7),
              leafData,
              ExperienceStatus.ADOPTED);
      entries.add(new Entry(experience, vector()));
    }
    return entries;
  }

  private QuantisedVector vector() {
    float[] values = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return QuantisedVector.of(values);
  }
}
