package ngo.zoo.integration.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import ngo.zoo.integration.search.GraphIndexTest.Samples;
import ngo.zoo.ledger.search.BulkIndexes.Library;
import ngo.zoo.ledger.search.Entry;
import ngo.zoo.ledger.search.ExactIndex;
import ngo.zoo.ledger.search.VectorQuery;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphFolderTest {
  private static final String EMBEDDER = "sha256:1";
  private static final Random RANDOM = new Random(9);
  private static ExactIndex first;
  private static ExactIndex second;

  @TempDir Path root;
  private GraphFolder folder;

  @BeforeAll
  static void samples() {
    first = new ExactIndex(Samples.entries(RANDOM, "a", 900));
    second = new ExactIndex(Samples.entries(RANDOM, "b", 600));
  }

  @BeforeEach
  void open() {
    folder = new GraphFolder(root.resolve("graphs"));
  }

  @Test
  void isReadAgainAndAnswersAlike() throws IOException {
    GraphIndex made = graph(EMBEDDER, library("a", 1, first), library("b", 4, second));
    GraphIndex read = graph(EMBEDDER, library("b", 4, second), library("a", 1, first));

    assertThat(made.isFromDisk()).isFalse();
    assertThat(read.isFromDisk()).isTrue();
    assertThat(read.recall()).isEqualTo(made.recall());
    assertThat(read.breadth()).isEqualTo(made.breadth());
    assertThat(read.versions()).isEqualTo(made.versions());
    for (int i = 0; i < 50; i++) {
      VectorQuery query = new VectorQuery(Samples.vector(RANDOM), 10, -1);
      assertThat(read.nearest(query)).isEqualTo(made.nearest(query)).isPresent();
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void anythingElseIsAnotherGraphAndTakesThePlaceOfTheOld() throws IOException {
    graph(EMBEDDER, library("a", 1, first));
    Files.createFile(root.resolve("graphs/hnsw-123.tmp"));
    Path other = Files.createFile(root.resolve("graphs/other"));

    assertThat(graph(EMBEDDER, library("a", 2, first)).isFromDisk()).isFalse();
    assertThat(graph("sha256:2", library("a", 2, first)).isFromDisk()).isFalse();
    assertThat(graph("sha256:2", library("a", 2, moved(first))).isFromDisk()).isFalse();

    assertThat(files()).hasSize(2).contains(other);
    assertThat(graph("sha256:2", library("a", 2, moved(first))).isFromDisk()).isTrue();
    assertThat(graph(EMBEDDER, library("a", 1, first)).isFromDisk()).isFalse();
  }

  @Test
  void aFileThatIsNotWholeIsMadeAnew() throws IOException {
    graph(EMBEDDER, library("a", 1, first));
    Path file = files().getFirst();
    byte[] whole = Files.readAllBytes(file);
    for (int at : new int[] {0, 70, whole.length / 2, whole.length - 1}) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 4;
      assertMadeAnew(file, flipped, whole);
    }
    assertMadeAnew(file, Arrays.copyOf(whole, whole.length / 2), whole);
    assertMadeAnew(file, Arrays.copyOf(whole, 20), whole);
    assertMadeAnew(file, new byte[0], whole);
  }

  @Test
  void aWholeFileUnderTheNameOfAnotherIsNotTaken() throws IOException {
    graph(EMBEDDER, library("a", 1, first));
    byte[] foreign = Files.readAllBytes(files().getFirst());
    graph(EMBEDDER, library("b", 4, second));
    Path file = files().getFirst();
    byte[] own = Files.readAllBytes(file);

    Files.write(file, foreign);

    assertThat(graph(EMBEDDER, library("b", 4, second)).isFromDisk()).isFalse();
    assertThat(file).hasBinaryContent(own);
  }

  @Test
  void aFolderThatCannotBeWrittenIsNoHindrance() throws IOException {
    Files.writeString(root.resolve("graphs"), "a file");

    assertThat(graph(EMBEDDER, library("a", 1, first)).isFromDisk()).isFalse();
  }

  private void assertMadeAnew(Path file, byte[] broken, byte[] whole) throws IOException {
    Files.write(file, broken);
    assertThat(graph(EMBEDDER, library("a", 1, first)).isFromDisk()).isFalse();
    assertThat(file).hasBinaryContent(whole);
    assertThat(graph(EMBEDDER, library("a", 1, first)).isFromDisk()).isTrue();
  }

  private GraphIndex graph(String embedderId, Library... libraries) {
    return GraphIndex.of(embedderId, List.of(libraries), folder);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("graphs"))) {
      return files.toList();
    }
  }

  private static Library library(String domain, int version, ExactIndex vectors) {
    return new Library(domain, version, vectors.size(), () -> vectors);
  }

  /** The same experiences, one of them with another vector. */
  private static ExactIndex moved(ExactIndex index) {
    List<Entry> entries = new ArrayList<>();
    for (int row = 0; row < index.size(); row++) {
      entries.add(index.entry(row));
    }
    entries.set(5, new Entry(entries.get(5).experience(), Samples.vector(new Random(2))));
    return new ExactIndex(entries);
  }
}
