package ngo.zoo.persistence.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import ngo.zoo.content.Block;
import ngo.zoo.content.Car;
import ngo.zoo.content.CopyStore;
import ngo.zoo.content.CorruptBlock;
import ngo.zoo.content.VersionCopies;
import ngo.zoo.content.VersionCopy;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.LibraryVersionView;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.log.Cid;
import ngo.zoo.log.SnapshotTree;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VersionArchiveTest {
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
  void theArchiveAloneGivesTheRootOfTheVersion() {
    version("archive.whole", 30);

    VersionManifest manifest = database.contents.manifest("archive.whole", 1);
    Car car = Car.parse(database.contents.archive(manifest));
    LibraryVersionView view = database.libraries.version("archive.whole", 1);

    assertThat(car.roots()).containsExactly(manifest.block().cid(), new Cid(view.cid()));
    assertThat(VersionManifest.of(car.blocks().getFirst())).isEqualTo(manifest);
    assertThat(manifest.members()).hasSize(30).isSubsetOf(ids(car));
    SnapshotTree tree = SnapshotTree.of(manifest.members().stream().map(Cid::digest).toList());
    assertThat(HexFormat.of().formatHex(tree.root())).isEqualTo(view.root());
    assertThat(tree.members())
        .usingRecursiveComparison()
        .isEqualTo(manifest.members().stream().map(Cid::digest).toList());
    List<Block> content = car.blocks().subList(1, car.blocks().size());
    assertThat(Car.of(manifest, content).bytes()).isEqualTo(car.bytes());
  }

  @Test
  void aTamperedBlockIsNamedAndNeverHandedOut() {
    version("archive.bad", 3);
    VersionManifest manifest = database.contents.manifest("archive.bad", 1);
    Cid victim = manifest.members().get(1);
    database.executeAsOwner(
        "update content_block set bytes = set_byte(bytes, 5, 33) where cid = '" + victim + "'");

    assertThatThrownBy(() -> database.contents.archive(manifest))
        .isInstanceOf(CorruptBlock.class)
        .hasMessageContaining(victim.text());
    assertThatThrownBy(() -> find(victim)).isInstanceOf(CorruptBlock.class);
  }

  @Test
  void blocksAreKeptOnceAndFoundByTheirIds() {
    Block block = Block.raw("kept once".getBytes(UTF_8));
    for (int i = 0; i < 2; i++) {
      database.write(
          w -> {
            w.blocks.keep(block, NOW);
            return true;
          });
    }
    assertThat(find(block.cid())).contains(block);
    assertThat(find(Cid.ofContent(new byte[9]))).isEmpty();
  }

  @Test
  void noBlockOfAVersionIsEverRemovedOrRewritten() {
    version("archive.kept", 2);
    VersionManifest manifest = database.contents.manifest("archive.kept", 1);
    for (String sql :
        List.of(
            "delete from content_block",
            "truncate content_block cascade",
            "update content_block set bytes = ''")) {
      assertThatThrownBy(() -> database.execute(sql))
          .hasRootCauseMessage("ERROR: permission denied for table content_block");
    }
    for (Cid cid : List.of(manifest.record(), manifest.members().getFirst())) {
      assertThatThrownBy(
              () -> database.executeAsOwner("delete from content_block where cid = '" + cid + "'"))
          .hasStackTraceContaining("violates foreign key constraint");
    }
  }

  @Test
  void theSameContentIsOneBlock() {
    Block block = Block.raw("written by two".getBytes(UTF_8));
    long before = blocks();
    for (int i = 0; i < 3; i++) {
      Instant then = NOW.plusSeconds(i);
      database.write(
          w -> {
            w.blocks.keep(block, then);
            return w.blocks.store("written by two", then);
          });
    }
    assertThat(blocks()).isEqualTo(before + 1);
  }

  private static long blocks() {
    return database.write(
        w ->
            (Long)
                w.em
                    .createNativeQuery("select count(*) from content_block", Long.class)
                    .getSingleResult());
  }

  @Test
  void eachVersionIsAskedForOnceUntilTheStoreHasIt() {
    version("archive.queue", 2);
    CopyQueue queue = new CopyQueue();
    queue.source = database.source();
    List<String> facts = new ArrayList<>();
    queue.outbox = (listener, type, subject, payload) -> add(facts, listener, subject, payload);
    JdbcVersionCopies copies = new JdbcVersionCopies();
    copies.source = database.source();

    int asked = queue.fill(CopyStore.IPFS);
    assertThat(asked).isPositive();
    assertThat(queue.fill(CopyStore.IPFS)).isZero();
    assertThat(facts).hasSize(asked).contains("ipfs {\"domain\":\"archive.queue\",\"number\":1}");

    VersionCopies.Version version = copies.version("{\"domain\":\"archive.queue\",\"number\":1}");
    copies.stored(version, CopyStore.IPFS, "bafy");
    copies.stored(version, CopyStore.IPFS, "again");
    LibraryVersionView view = database.libraries.version("archive.queue", 1);
    assertThat(view.pinned()).extracting(VersionCopy::address).isEqualTo("bafy");
    assertThat(view.archived()).isNull();
    database.executeAsOwner("delete from outbox_event");
    assertThat(queue.fill(CopyStore.IPFS)).isEqualTo(asked - 1);
    assertThat(queue.fill(CopyStore.ARWEAVE)).isEqualTo(asked);
    database.executeAsOwner("delete from outbox_event");
  }

  private static void add(List<String> facts, String listener, UUID subject, String payload) {
    facts.add(listener + " " + payload);
    database.execute(
        "insert into outbox_event (id, listener, type, subject_id, payload, process_after,"
            + " occurred_at) values (gen_random_uuid(), '%s', '%s', '%s', '%s', now(), now())"
                .formatted(listener, CopyStore.FACT, subject, payload));
  }

  @Test
  void whatWasSignedIsKeptAndReplaced() {
    version("archive.signed", 1);
    JdbcVersionCopies copies = new JdbcVersionCopies();
    copies.source = database.source();
    VersionCopies.Version version = new VersionCopies.Version("archive.signed", 1);
    assertThat(copies.signed(version).isPresent()).isFalse();
    copies.sign(version, new VersionCopies.Signed("item", "tx", "{}", NOW));
    VersionCopies.Signed again = new VersionCopies.Signed("item2", "tx2", "{\"a\":1}", NOW);
    copies.sign(version, again);
    assertThat(copies.signed(version).orElseThrow()).isEqualTo(again);
    assertThat(copies.sent(version)).isEqualTo(new VersionCopies.Sent(0, null));
    copies.send(version, 7);
    assertThat(copies.sent(version).chunks()).isEqualTo(7);
    assertThat(copies.sent(version).at()).isNotNull();
    copies.sign(version, again);
    assertThat(copies.sent(version)).isEqualTo(new VersionCopies.Sent(0, null));
    assertThatThrownBy(() -> database.execute("delete from version_copy"))
        .hasRootCauseMessage("ERROR: permission denied for table version_copy");
  }

  @Test
  void anUnknownVersionIsRefused() {
    assertThatThrownBy(() -> database.contents.manifest("nowhere", 1))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.code()).isEqualTo("library-version-not-found"));
  }

  private static Optional<Block> find(Cid cid) {
    return database.write(w -> w.blocks.find(cid));
  }

  private static List<Cid> ids(Car car) {
    return car.blocks().stream().map(Block::cid).toList();
  }

  private static void version(String domain, int size) {
    database.write(
        w -> {
          w.em.persist(new Library(domain, domain, "For the test."));
          List<Experience> added =
              IntStream.range(0, size)
                  .mapToObj(i -> w.experiences.add(core(domain, i), ExperienceStatus.ADOPTED))
                  .toList();
          Library library = w.libraries.lock(domain);
          return w.libraries.append(library, added, VersionCause.GENESIS, author, NOW);
        });
  }

  private static ExperienceCore core(String domain, int i) {
    return new ExperienceCore(
        UUID.randomUUID(),
        domain,
        "When archiving case " + i + ", keep every byte.",
        5000,
        List.of(new Example("a\nb", "ü")),
        NOW,
        author);
  }
}
