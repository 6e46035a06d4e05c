package ngo.zoo.persistence.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.HeldExperience;
import ngo.zoo.ledger.HoldCode;
import ngo.zoo.ledger.HoldReason;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.transfer.BadVectors;
import ngo.zoo.ledger.transfer.EmbedderCount;
import ngo.zoo.ledger.transfer.ExportedExperience;
import ngo.zoo.ledger.transfer.FileFormat;
import ngo.zoo.ledger.transfer.ImportOrder;
import ngo.zoo.ledger.transfer.ImportProblem;
import ngo.zoo.ledger.transfer.JobKind;
import ngo.zoo.ledger.transfer.JobStatus;
import ngo.zoo.ledger.transfer.RowOutcome;
import ngo.zoo.log.SnapshotTree;
import ngo.zoo.persistence.ledger.ImportStore.Upload;
import ngo.zoo.persistence.ledger.ImportedLibrary.Fallen;
import ngo.zoo.persistence.ledger.LibraryWriter.Stored;
import ngo.zoo.persistence.ledger.VectorStore.Wanted;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ImportedLibraryTest {
  private static final Instant NOW = ImportFixture.NOW;
  private static LedgerDatabase database;
  private static ImportFixture fixture;

  @BeforeAll
  static void start() {
    database = new LedgerDatabase();
    fixture = new ImportFixture(database.source());
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void whatIsTakenInMakesOneVersion() {
    UUID id = fixture.order("one.jsonl");
    fixture.rows.add(id, fixture.rows("taken", 1, 1, 40));
    List<Stored> stored = make(id, "taken.a");

    var version = database.libraries.version("taken.a", 1);
    assertThat(version.causeKind()).isEqualTo(VersionCause.IMPORT);
    assertThat(version.causeId()).isEqualTo(id);
    assertThat(version.size()).isEqualTo(40);
    assertThat(HexFormat.of().parseHex(version.root()))
        .isEqualTo(SnapshotTree.of(stored.stream().map(Stored::leafData).toList()).root());
    assertThat(database.contents.manifest("taken.a", 1).members()).hasSize(40);
    assertThat(database.libraries.members("taken.a", 1, PageRequest.first(200)).items())
        .extracting(member -> HexFormat.of().parseHex(member.leafData()))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(
            stored.stream().map(Stored::leafData).sorted(Arrays::compareUnsigned).toList());
  }

  @Test
  void whatHasNoPlaceIsReportedAndNotLost() {
    UUID before = fixture.order("before.jsonl");
    fixture.rows.add(before, List.of(fixture.row("full.a", 3, "")));
    make(before, "full.a");
    UUID id = fixture.order("full.jsonl");
    List<ImportRow> rows = new ArrayList<>(fixture.rows("full", 1, 1, 9));
    rows.add(fixture.row("full.a", 10, "It reads like an instruction."));
    rows.add(ImportRow.turnedDown(11, 12, RowOutcome.REFUSED, "Why", "\0", "\uD800x"));
    fixture.rows.add(id, rows);

    ImportedLibrary library = new ImportedLibrary(database.source(), id, "full.a");
    assertThat(library.dropKnown()).isEqualTo(new Fallen(1, 0));
    assertThat(library.refuseBeyond(5)).isEqualTo(new Fallen(3, 0));
    assertThat(library.waiting()).isEqualTo(new Fallen(5, 1));
    make(id, "full.a");

    assertThat(database.libraries.library("full.a").size()).isEqualTo(6);
    List<ImportProblem> problems = fixture.imports.problems(id, PageRequest.first(20)).items();
    assertThat(problems)
        .extracting(problem -> problem.position() + " " + problem.outcome())
        .containsExactly(
            "3 DUPLICATE", "7 REFUSED", "8 REFUSED", "9 REFUSED", "10 HELD", "11 REFUSED");
    assertThat(problems.getLast().line()).isEqualTo(12);
    assertThat(problems.get(1).reason()).contains("full");
    assertThat(fixture.imports.problems(id, new PageRequest(0, 5, "instruction")).total()).isOne();
    assertThat(
            fixture.count(
                "select count(*) from experience where domain = 'full.a' and status = 'HELD'"))
        .isOne();
    assertThat(fixture.count("select count(*) from import_row where import_id = ? and pending", id))
        .isZero();
  }

  @Test
  void whatIsHeldWaitsForSomebodyWhoDidNotBringIt() {
    ReviewStore reviews = new ReviewStore();
    reviews.source = database.source();
    UUID id = fixture.order("held.jsonl");
    List<ImportRow> rows =
        LongStream.rangeClosed(1, 450).mapToObj(i -> fixture.row("held.a", i, "Look.")).toList();
    fixture.rows.add(id, rows);
    ImportedLibrary library = new ImportedLibrary(database.source(), id, "held.a");
    assertThat(library.store()).isEmpty();

    List<ImportedLibrary.Held> held = new ArrayList<>();
    for (var some = library.held(-1); !some.isEmpty(); ) {
      held.addAll(some);
      some = library.held(some.getLast().position());
    }
    library.done();
    HoldReason why = new HoldReason(HoldCode.LINK, "text", "evil.com");
    HoldReason too = new HoldReason(HoldCode.CODE, "text", "`x`");
    UUID one = held.getFirst().experience();
    UUID other = held.getLast().experience();
    reviews.hold(Map.of(one, List.of(why, too), other, List.of(too)));

    assertThat(held)
        .extracting(ImportedLibrary.Held::position)
        .doesNotHaveDuplicates()
        .hasSize(450);
    assertThat(held.get(7).submission().text()).isEqualTo("When case 8 comes, look.");
    assertThat(held.get(7).submission().domain()).isEqualTo("held.a");
    HeldExperience view = reviews.of(database.experiences.experience(one));
    assertThat(view.experience().status()).isEqualTo(ExperienceStatus.HELD);
    assertThat(view.reasons()).containsExactly(why, too);
    assertThat(view.importId()).isEqualTo(id);
    assertThat(reviews.importOf(other)).contains(id);
    assertThat(reviews.importOf(UUID.randomUUID())).isEmpty();
    assertThat(reviews.broughtBy(one)).containsExactly(fixture.author);
    UUID writer = database.member("held.writer");
    database.execute(
        "update experience set author_id = '%s' where id = '%s'".formatted(writer, other));
    assertThat(reviews.broughtBy(other)).containsExactlyInAnyOrder(writer, fixture.author);
  }

  @Test
  void alsoAVoteOnARollbackBarsTheLibrary() {
    database.write(
        w -> {
          w.libraries.create(new Library("voted.back", "t", "d"));
          return w;
        });
    assertThat(fixture.rows.votedOn(List.of("voted.back", "voted.not"))).isEmpty();
    UUID id = UUID.randomUUID();
    database.execute(
        "insert into stake values ('%1$s', '%2$s', 1, 'EXPERIENCE', '%1$s', 'LOCKED', now(), null)"
            .formatted(id, fixture.author));
    database.execute(
        """
        insert into proposal (id, number, kind, title, body, text_hash, proposer_id, stake_id, status,
          created_at, change, domain, target_version)
        values ('%1$s', nextval('experience_number'), 'EXPERIENCE', 't', 'b', sha256(''::bytea), '%2$s',
          '%1$s', 'ACTIVE', now(), 'ROLLBACK', 'voted.back', 1)
        """
            .formatted(id, fixture.author));

    assertThat(fixture.rows.votedOn(List.of("voted.back", "voted.not")))
        .containsExactly("voted.back");
  }

  @Test
  void ofAnImportThatWasEndedNothingMoreIsKept() {
    UUID id = fixture.jobs.add(JobKind.IMPORT, fixture.author, "i", JobStatus.UPLOADING, NOW);
    fixture.imports.add(
        id, new ImportOrder("ended", FileFormat.JSONL, null, false, BadVectors.REFUSE, true));
    fixture.imports.addPart(id, Upload.TEXTS, 0, new byte[] {1});
    fixture.imports.uploaded(id, 1);
    fixture.jobs.move(id, JobStatus.UPLOADING, JobStatus.FAILED, "It broke off.", NOW);
    fixture.imports.dropUpload(id);

    assertThatThrownBy(() -> fixture.imports.addPart(id, Upload.VECTORS, 0, new byte[] {2}))
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo("import-over"));
    assertThat(fixture.count("select count(*) from import_part where import_id = ?", id)).isZero();
    assertThat(fixture.imports.view(id).bytes()).isZero();
  }

  @Test
  void whatGoesOutIsWhatCameIn() {
    UUID id = fixture.order("out.jsonl");
    fixture.rows.add(id, fixture.rows("out", 2, 1, 8));
    make(id, "out.a");
    make(id, "out.b");
    ExportQueries queries = new ExportQueries();
    queries.source = database.source();
    List<ExportedExperience> all = new ArrayList<>();
    queries.each("out.a", null, true, true, all::add);
    assertThat(all).hasSize(4);
    assertThat(all.getFirst().author()).isEqualTo("importer-" + fixture.author);
    assertThat(all.getFirst().vector()).isNotNull();
    List<ExportedExperience> plain = new ArrayList<>();
    queries.each("out.b", 1, false, false, plain::add);
    assertThat(plain).hasSize(4);
    assertThat(plain.getFirst().author()).isNull();
    assertThat(plain.getFirst().vector()).isNull();
    List<ExportedExperience> every = new ArrayList<>();
    queries.each(null, null, false, false, every::add);
    assertThat(every).extracting(ExportedExperience::domain).contains("out.a", "out.b").isSorted();
  }

  @Test
  void aLibraryChangesOverToNewVectorsAsAWhole() {
    VectorStore vectors = new VectorStore();
    vectors.source = database.source();
    UUID id = fixture.order("vectors.jsonl");
    fixture.rows.add(id, fixture.rows("vectors", 1, 1, 6));
    ImportedLibrary library = new ImportedLibrary(database.source(), id, "vectors.a");
    List<Stored> stored = makeKeeping(id, "vectors.a", library);
    List<Wanted> missing = vectors.missing(stored.stream().map(Stored::id).toList());
    assertThat(missing).extracting(Wanted::id).hasSameElementsAs(library.withoutVector());
    library.done();
    vectors.fill(missing, "mini", missing.stream().map(one -> new float[] {1, 2}).toList());
    assertThat(members("mini")).isEqualTo(6);
    assertThat(vectors.prevailing().orElseThrow().dimension()).isEqualTo(2);

    List<Wanted> some = vectors.uncomputed("vectors.a", "maxi", 4);
    vectors.keep(some, "maxi", some.stream().map(one -> new float[] {1, 0, 0}).toList(), NOW);
    assertThat(vectors.changeOver("vectors.a", "maxi")).isFalse();
    assertThat(members("mini")).isEqualTo(6);
    List<Wanted> rest = vectors.uncomputed("vectors.a", "maxi", 4);
    assertThat(rest).hasSize(2).doesNotContainAnyElementsOf(some);
    vectors.keep(rest, "maxi", rest.stream().map(one -> new float[] {0, 1, 0}).toList(), NOW);
    assertThat(vectors.counts("maxi"))
        .filteredOn(count -> count.embedderId().equals("mini"))
        .extracting(EmbedderCount::ready)
        .containsExactly(6L);

    assertThat(vectors.changeOver("vectors.a", "maxi")).isTrue();
    assertThat(members("mini")).isZero();
    assertThat(members("maxi")).isEqualTo(6);
    assertThat(vectors.staleDomains("maxi")).doesNotContain("vectors.a");
    assertThat(fixture.count("select count(*) from experience_vector")).isZero();
  }

  /** Those of the first version with a vector of this embedder. */
  private static long members(String embedderId) {
    return fixture.count(
        "select count(*) from library_member m join experience e on e.id = m.experience_id"
            + " where m.domain = 'vectors.a' and m.number = 1 and e.embedder_id = ?",
        embedderId);
  }

  private static List<Stored> make(UUID id, String domain) {
    ImportedLibrary library = new ImportedLibrary(database.source(), id, domain);
    List<Stored> stored = makeKeeping(id, domain, library);
    library.done();
    return stored;
  }

  private static List<Stored> makeKeeping(UUID id, String domain, ImportedLibrary library) {
    if (!database.libraries.exists(domain)) {
      database.write(
          w -> {
            w.em.persist(new Library(domain, domain, "For the test."));
            return domain;
          });
    }
    List<Stored> stored = library.store();
    database.write(
        w ->
            w.libraries.appendStored(
                w.libraries.lock(domain), stored, VersionCause.IMPORT, id, NOW));
    assertThat(library.dropLeftOut().all()).isZero();
    return stored;
  }
}
