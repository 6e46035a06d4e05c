package ngo.zoo.persistence.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryVersionView;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.rules.DuplicateRule;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.ledger.rules.VersionContent;
import ngo.zoo.ledger.rules.VersionMember;
import ngo.zoo.ledger.search.QuantisedVector;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Cid;
import ngo.zoo.log.SnapshotTree;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LibraryVersionsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.120Z");
  private static LedgerDatabase database;
  private static UUID author;

  @BeforeAll
  static void start() {
    database = new LedgerDatabase();
    author = database.member("maya");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void aVersionHoldsItsMembersInTheOrderOfTheTreeThatGivesItsRoot() {
    library("test.order");
    append("test.order", IntStream.range(0, 20).mapToObj(i -> core("test.order", i)).toList());
    int number = append("test.order", List.of(core("test.order", 20)));

    LibraryVersionView version = database.libraries.version("test.order", number);
    List<String> leaves =
        database.libraries.members("test.order", number, PageRequest.first(200)).items().stream()
            .map(ExperienceView::leafData)
            .toList();

    assertThat(number).isEqualTo(2);
    assertThat(version.parent()).isEqualTo(1);
    assertThat(version.size()).isEqualTo(21);
    assertThat(leaves).hasSize(21).isSortedAccordingTo(Comparator.naturalOrder());
    assertThat(version.root()).isEqualTo(root(leaves));
    assertThat(database.libraries.version("test.order", 1).size()).isEqualTo(20);
    assertThat(database.libraries.head("test.order").root()).isEqualTo(version.root());
  }

  @Test
  void theLeafOfTheLogNamesRootAndAddedExperiencesAndIsTheVersionsBlock() {
    library("test.leaf");
    append("test.leaf", List.of(core("test.leaf", 0)));
    ExperienceCore second = core("test.leaf", 1);
    append("test.leaf", List.of(second));

    LibraryVersionView version = database.libraries.version("test.leaf", 2);
    String leaf = database.leaves.getOrDefault(version.logSubject(), "");
    var record = CanonicalJson.parse(leaf);

    assertThat(record)
        .containsEntry("schema", "zoo/library-version/1")
        .containsEntry("domain", "test.leaf")
        .containsEntry("version", 2L)
        .containsEntry("parent", 1L)
        .containsEntry("size", 2L)
        .containsEntry("root", version.root())
        .containsEntry("created_at", "2026-11-21T10:00:00.120Z");
    assertThat(record)
        .containsEntry(
            "ops",
            List.of(Map.of("op", "add", "h", HexFormat.of().formatHex(second.cid().digest()))));
    assertThat(version.cid())
        .isEqualTo(Cid.ofContent(leaf.getBytes(StandardCharsets.UTF_8)).text());
  }

  @Test
  void anExperienceReadsBackAsItWasCommitted() {
    library("test.read");
    ExperienceCore core = core("test.read", 3);
    append("test.read", List.of(core));

    ExperienceView view = database.experiences.experience(core.id());

    assertThat(view.cid()).isEqualTo(core.cid().text());
    assertThat(view.examples()).isEqualTo(core.examples());
    assertThat(view.author()).isEqualTo("maya");
    assertThat(view.createdAt()).isEqualTo(NOW);
  }

  @Test
  void oneTextStandsOnceInALibraryUntilItIsRejected() {
    ExperienceCore core = core("test.known", 4);
    database.write(w -> w.experiences.add(core, ExperienceStatus.IN_VOTE).id());
    ExperienceCore again = core("test.known", 4);

    assertThatThrownBy(() -> database.write(w -> w.experiences.add(again, ExperienceStatus.QUEUED)))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.code()).isEqualTo("experience-known"));

    database.write(
        w -> {
          w.experiences.lock(core.id()).reject();
          return core.id();
        });
    database.write(w -> w.experiences.add(again, ExperienceStatus.QUEUED).id());
    assertThat(database.experiences.experience(again.id()).status())
        .isEqualTo(ExperienceStatus.QUEUED);
  }

  @Test
  void vectorsAreFoundByTheirEmbedderOnly() {
    library("test.vector");
    ExperienceCore core = core("test.vector", 5);
    append("test.vector", List.of(core));
    ExperienceCore waiting = core("test.vector", 55);
    float[] vector = {0.6f, -0.8f, 0.25f};
    database.write(w -> w.experiences.lock(core.id()).embed(new StoredVector("one/1", vector)));
    database.write(
        w -> {
          Experience beside = w.experiences.add(waiting, ExperienceStatus.QUEUED);
          beside.embed(new StoredVector("one/1", new float[] {1, 0, 0}));
          return beside.id();
        });

    assertThat(database.vectors.ofVersion("test.vector", 1, "one/1"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.experience().id()).isEqualTo(core.id());
              assertThat(entry.experience().domain()).isEqualTo("test.vector");
              assertThat(entry.experience().status()).isEqualTo(ExperienceStatus.ADOPTED);
              assertThat(entry.vector()).isEqualTo(QuantisedVector.of(vector));
            });
    assertThat(database.vectors.ofVersion("test.vector", 1, "two/1")).isEmpty();
    assertThat(database.vectors.liveBeside("test.vector", 1, "one/1"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.experience().id()).isEqualTo(waiting.id()));
    assertThat(database.vectors.liveBeside("test.vector", 0, "one/1")).hasSize(2);
    assertThat(database.vectors.liveBeside("test.vector", 1, "two/1")).isEmpty();
  }

  @Test
  void versionsAreFoundByNumberAndRoot() {
    library("test.heads");
    append("test.heads", List.of(core("test.heads", 71)));
    append("test.heads", List.of(core("test.heads", 72)));
    LibraryHead head = database.libraries.head("test.heads");

    assertThat(database.libraries.libraries(new PageRequest(0, 1, "test.heads")).items())
        .extracting(LibraryView::domain)
        .containsExactly("test.heads");
    assertThat(database.libraries.libraries(new PageRequest(1, 1, "test.heads")).total())
        .isEqualTo(1);
    assertThat(database.heads.all()).contains(head);
    assertThat(database.heads.numbered("test.heads", 2)).contains(head);
    assertThat(database.heads.rooted("test.heads", head.root())).contains(head);
    assertThat(database.heads.numbered("test.heads", 1))
        .hasValueSatisfying(first -> assertThat(first.size()).isEqualTo(1));
    assertThat(database.heads.numbered("test.heads", 3)).isEmpty();
    assertThat(database.heads.rooted("test.heads", "00".repeat(32))).isEmpty();
  }

  @Test
  void searchTakesWildcardsLiterally() {
    ExperienceCore core = core("test.uses", 6);
    database.write(w -> w.experiences.add(core, ExperienceStatus.ADOPTED).id());

    assertThat(database.experiences.page("test.uses", null, search("CASE 6")).total()).isEqualTo(1);
    assertThat(database.experiences.page("test.uses", null, search("%")).total()).isZero();
    assertThat(database.experiences.page(null, null, search("case 6")).total()).isPositive();
    assertThat(database.experiences.known("test.uses", DuplicateRule.key(core.text())))
        .isEqualTo(core.id());
    assertThat(
            database.experiences.page("test.uses", ExperienceStatus.REJECTED, search("")).items())
        .isEmpty();
  }

  @Test
  void aVersionLetsGoAndReplaces() {
    library("test.steps");
    List<ExperienceCore> cores =
        IntStream.range(0, 3).mapToObj(i -> core("test.steps", i)).toList();
    append("test.steps", cores);
    ExperienceCore later = core("test.steps", 9);

    int number =
        database.write(
            w -> {
              Library library = w.libraries.lock("test.steps");
              Experience first = w.experiences.lock(cores.get(0).id());
              Experience second = w.experiences.lock(cores.get(1).id());
              Experience in = w.experiences.add(later, ExperienceStatus.ADOPTED);
              List<LibraryStep> steps =
                  List.of(LibraryStep.remove(first), LibraryStep.replace(second, in));
              return w.libraries.apply(library, steps, VersionCause.PROPOSAL, author, NOW);
            });

    assertThat(database.libraries.members("test.steps", number, PageRequest.first(9)).items())
        .extracting(ExperienceView::id)
        .containsExactlyInAnyOrder(cores.get(2).id(), later.id());
    assertThat(database.libraries.version("test.steps", number).root())
        .isEqualTo(
            new VersionContent(
                    Stream.of(cores.get(2), later)
                        .map(c -> new VersionMember(c.id(), c.cid().digest(), 0, 0, 0))
                        .toList())
                .rootHex());
    assertThat(database.libraries.version("test.steps", 1).size()).isEqualTo(3);
  }

  @Test
  void whatIsNoMemberCannotGo() {
    library("test.stranger");
    append("test.stranger", List.of(core("test.stranger", 0)));
    ExperienceCore stranger = core("test.stranger", 1);

    assertThatThrownBy(
            () ->
                database.write(
                    w -> {
                      Library library = w.libraries.lock("test.stranger");
                      Experience out = w.experiences.add(stranger, ExperienceStatus.IN_VOTE);
                      List<LibraryStep> steps = List.of(LibraryStep.remove(out));
                      return w.libraries.apply(library, steps, VersionCause.PROPOSAL, author, NOW);
                    }))
        .hasMessageContaining("would have 1 members, not 0");
    assertThat(database.libraries.library("test.stranger").head()).isEqualTo(1);
  }

  @Test
  void versionsMadeAtTheSameTimeFollowEachOther() throws Exception {
    library("test.race");
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Integer>> adoptions =
          IntStream.range(0, 12)
              .<Callable<Integer>>mapToObj(
                  i -> () -> append("test.race", List.of(core("test.race", i))))
              .toList();
      for (Future<Integer> adoption : threads.invokeAll(adoptions)) {
        assertThat(adoption.get()).isBetween(1, 12);
      }
    }

    assertThat(database.libraries.versions("test.race", PageRequest.first(20)).items())
        .hasSize(12)
        .allSatisfy(v -> assertThat(v.size()).isEqualTo(v.number()))
        .first()
        .satisfies(v -> assertThat(v.number()).isEqualTo(12));
  }

  @Test
  void theApplicationCannotRewriteAVersion() {
    library("test.rights");
    append("test.rights", List.of(core("test.rights", 7)));

    assertThatThrownBy(() -> database.execute("update library_version set size = 9"))
        .hasRootCauseMessage("ERROR: permission denied for table library_version");
  }

  @Test
  void anUnknownLibraryIsRefusedByName() {
    assertThatThrownBy(() -> database.libraries.head("nowhere"))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.code()).isEqualTo("library-not-found"));
    assertThatThrownBy(() -> database.write(w -> w.libraries.lock("nowhere")))
        .isInstanceOf(Refusal.class);
  }

  private static PageRequest search(String text) {
    return new PageRequest(0, 20, text);
  }

  private static void library(String domain) {
    database.write(
        w -> {
          w.em.persist(new Library(domain, domain, "For the test."));
          return domain;
        });
  }

  private static int append(String domain, List<ExperienceCore> cores) {
    return database.write(
        w -> {
          Library library = w.libraries.lock(domain);
          List<Experience> added =
              cores.stream().map(c -> w.experiences.add(c, ExperienceStatus.ADOPTED)).toList();
          return w.libraries.append(library, added, VersionCause.GENESIS, author, NOW);
        });
  }

  private static ExperienceCore core(String domain, int i) {
    return new ExperienceCore(
        UUID.randomUUID(),
        domain,
        "When testing case " + i + ", look \"twice\".",
        5000,
        List.of(new Example("a\nb", "ü")),
        NOW,
        author);
  }

  private static String root(List<String> leaves) {
    return HexFormat.of()
        .formatHex(SnapshotTree.of(leaves.stream().map(HexFormat.of()::parseHex).toList()).root());
  }
}
