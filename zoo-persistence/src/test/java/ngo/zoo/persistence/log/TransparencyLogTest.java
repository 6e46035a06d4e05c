package ngo.zoo.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import ngo.zoo.content.CorruptBlock;
import ngo.zoo.log.Anchor;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Checkpoint;
import ngo.zoo.log.Cid;
import ngo.zoo.log.Ed25519;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.LogKey;
import ngo.zoo.log.LogRecord;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.log.ProofCheck;
import ngo.zoo.log.ProofFile;
import ngo.zoo.log.Sha256;
import ngo.zoo.log.SnapshotTree;
import ngo.zoo.persistence.Ids;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransparencyLogTest {
  private static final String CONTRACT = "0x" + "ab".repeat(20);
  private static final String TRANSACTION = "0x" + "cd".repeat(32);
  private static final LogDatabase DATABASE = LogDatabase.SHARED;

  private final PrivateKey privateKey = Ed25519.newKey();
  private final OperatorKey key = new OperatorKey("zoo.ngo/log", privateKey);
  private final List<String> facts = new ArrayList<>();
  private final LogReader reader = new LogReader(DATABASE.source(), key);
  private final JdbcAnchorStore anchors = new JdbcAnchorStore(DATABASE.source());

  @BeforeEach
  void empty() {
    DATABASE.update(
        "truncate log_entry, log_node, log_checkpoint, anchor, outbox_event, experience, library,"
            + " library_version, library_member, content_block, member cascade");
  }

  @Test
  void everyLeafOfEverySizeIsProven() throws SQLException {
    List<UUID> subjects = new ArrayList<>();
    for (int batch : new int[] {1, 1, 2, 3, 9, 17}) {
      for (int i = 0; i < batch; i++) {
        subjects.add(append());
      }
      assertThat(sequence()).isEqualTo(batch);
      for (UUID subject : subjects) {
        assertVerified(reader.proof(LeafKind.RECEIPT, subject));
      }
    }
    assertThat(reader.status().treeSize()).isEqualTo(33);
    assertThat(reader.status().waiting()).isZero();
    assertThat(DATABASE.number("select count(*) from log_node")).isEqualTo(33 + 16 + 8 + 4 + 2 + 1);
  }

  @Test
  void rootIsThatOfAllEntriesInTheirOrder() throws SQLException {
    for (int i = 0; i < 13; i++) {
      append();
    }
    sequence();
    List<byte[]> leaves =
        Statements.with(
            DATABASE.source(),
            connection ->
                Statements.list(
                    connection,
                    "select leaf_hash from log_entry order by log_index",
                    row -> row.getBytes(1)));
    assertThat(reader.status().root())
        .isEqualTo(HexFormat.of().formatHex(MerkleTree.of(leaves).root()));
  }

  @Test
  void lateCommitsGetALaterIndex() throws SQLException {
    try (Connection slow = DATABASE.source().getConnection()) {
      slow.setAutoCommit(false);
      UUID early = Ids.next();
      new JdbcTransparencyLog(LogDatabase.joined(slow))
          .append(LeafKind.RECEIPT, early, Map.of("n", 1L));
      UUID quick = append();
      sequence();
      assertVerified(reader.proof(LeafKind.RECEIPT, quick));
      slow.commit();
      sequence();
      assertThat(ProofFile.parse(reader.proof(LeafKind.RECEIPT, early)).inclusion().index())
          .isEqualTo(1);
    }
  }

  @Test
  void onlyOneSequencerRuns() throws SQLException {
    append();
    DATABASE.inTransaction(
        mine -> {
          assertThat(sequencer(mine).sequence()).isEqualTo(1);
          try {
            assertThat(sequence()).isZero();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(reader.status().treeSize()).isEqualTo(1);
  }

  @Test
  void oneLeafPerKindAndSubject() {
    UUID subject = append();
    JdbcTransparencyLog log = new JdbcTransparencyLog(DATABASE.source());
    assertThatThrownBy(() -> log.append(LeafKind.RECEIPT, subject, Map.of("n", 2L)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void unknownAndWaitingLeavesAreRefused() {
    assertRefused("leaf-not-found", () -> reader.proof(LeafKind.BALLOT, Ids.next()));
    UUID waiting = append();
    assertRefused("leaf-not-yet-sequenced", () -> reader.proof(LeafKind.RECEIPT, waiting));
    assertThat(reader.checkpoint()).isNull();
    assertThat(reader.status().waiting()).isEqualTo(1);
    assertThat(reader.status().root()).startsWith("e3b0c442");
  }

  @Test
  void theApplicationCannotRewriteTheLog() throws SQLException {
    append();
    sequence();
    anchorNewest();
    for (String change :
        List.of(
            "update log_entry set data = '{}'",
            "update log_node set hash = sha256('')",
            "update log_checkpoint set root = sha256('')",
            "update anchor set block_number = 1",
            "delete from log_entry",
            "truncate log_node")) {
      assertThatThrownBy(
              () -> Statements.with(DATABASE.source(), c -> Statements.update(c, change)))
          .as(change)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void checkpointsAreSignedAndExtendEachOther() throws SQLException {
    append();
    append();
    sequence();
    Checkpoint first = Checkpoint.parse(note());
    for (int i = 0; i < 5; i++) {
      append();
    }
    sequence();
    Checkpoint second = Checkpoint.parse(note());
    assertThat(Checkpoint.isSigned(note(), LogKey.parse(reader.key()))).isTrue();
    assertThat(
            MerkleTree.verifyConsistency(
                first.size(),
                first.root(),
                second.size(),
                second.root(),
                anchors.consistencyPath(first.size(), second.size())))
        .isTrue();
  }

  @Test
  void oneAnchorIsQueuedAtATime() throws SQLException {
    append();
    sequence();
    append();
    sequence();
    assertThat(facts).containsExactly("anchor checkpoint-signed {\"tree_size\":1}");
    assertThat(anchors.newestUnanchored().orElseThrow().size()).isEqualTo(2);

    DATABASE.update("update outbox_event set status = 'DONE'");
    anchorNewest();
    assertThat(anchors.newestUnanchored()).isEmpty();
    sequence();
    assertThat(facts).hasSize(1);

    append();
    sequence();
    assertThat(facts).hasSize(2);
  }

  @Test
  void proofsPreferTheNewestAnchoredTree() throws SQLException {
    UUID subject = append();
    sequence();
    append();
    sequence();
    anchorNewest();
    UUID later = append();
    sequence();

    ProofFile anchored = ProofFile.parse(reader.proof(LeafKind.RECEIPT, subject));
    assertThat(anchored.inclusion().size()).isEqualTo(2);
    assertThat(anchored.anchor()).isNotNull();
    assertVerified(anchored.toJson());
    ProofFile signed = ProofFile.parse(reader.proof(LeafKind.RECEIPT, later));
    assertThat(signed.inclusion().size()).isEqualTo(3);
    assertThat(signed.anchor()).isNull();
    assertThat(reader.status().anchoredSize()).isEqualTo(2);
    assertThat(reader.status().anchorTransaction()).isEqualTo(TRANSACTION);
  }

  @Test
  void experiencesAreProvenByTheirLibraryVersion() throws SQLException {
    UUID author = Ids.next();
    DATABASE.update("insert into member values (?, 'maya', 'Maya', now())", author);
    DATABASE.update("insert into library values ('keeper.signs', 'Signs', '', 1)");
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(experience(author, i));
    }
    UUID stranger = experience(author, 99);
    version(ids.subList(0, 5));
    assertRefused("leaf-not-yet-sequenced", () -> reader.experienceProof(ids.getFirst(), 1));
    sequence();

    for (UUID id : ids) {
      assertVerified(reader.experienceProof(id, 1));
    }
    assertRefused("member-not-found", () -> reader.experienceProof(stranger, 1));
    assertRefused("experience-not-found", () -> reader.experienceProof(Ids.next(), 1));
    assertRefused("library-version-not-found", () -> reader.experienceProof(ids.getFirst(), 2));
  }

  @Test
  void noProofIsMadeOfABlockThatWasChanged() throws SQLException {
    UUID author = Ids.next();
    DATABASE.update("insert into member values (?, 'maya', 'Maya', now())", author);
    DATABASE.update("insert into library values ('keeper.signs', 'Signs', '', 1)");
    UUID id = experience(author, 1);
    version(List.of(id));
    sequence();
    assertVerified(reader.experienceProof(id, 1));
    DATABASE.damage("update content_block set bytes = set_byte(bytes, 3, 9)");
    assertThatThrownBy(() -> reader.experienceProof(id, 1))
        .isInstanceOf(CorruptBlock.class)
        .hasMessageContaining("bafkrei");
  }

  private static UUID experience(UUID author, int number) {
    UUID id = Ids.next();
    String text = CanonicalJson.of(Map.of("schema", "zoo/experience/1", "text", "t" + number));
    Cid cid = Cid.ofContent(text.getBytes(StandardCharsets.UTF_8));
    DATABASE.update(
        "insert into content_block values (?, ?, now())",
        cid.text(),
        text.getBytes(StandardCharsets.UTF_8));
    DATABASE.update(
        "insert into experience (id, domain, text, text_key, confidence_bp, examples, author_id,"
            + " created_at, status, leaf_data, cid)"
            + " values (?, 'keeper.signs', ?, ?, 9000, '[]', ?, now(), 'ADOPTED', ?, ?)",
        id,
        "t" + number,
        "t" + number,
        author,
        Sha256.ofText(text),
        cid.text());
    return id;
  }

  private static void version(List<UUID> members) {
    List<byte[]> leaves =
        Statements.with(
            DATABASE.source(),
            connection ->
                Statements.list(
                    connection,
                    "select leaf_data from experience where id = any (?) order by leaf_data",
                    row -> row.getBytes(1),
                    (Object) members.toArray(UUID[]::new)));
    SnapshotTree tree = SnapshotTree.of(leaves);
    UUID subject = Ids.next();
    new JdbcTransparencyLog(DATABASE.source())
        .append(
            LeafKind.LIBRARY_VERSION,
            subject,
            Map.of("root", HexFormat.of().formatHex(tree.root()), "size", (long) tree.size()));
    DATABASE.update(
        "insert into library_version select 'keeper.signs', 1, null, ?, ?, cid, 'GENESIS', ?, now(),"
            + " ? from content_block limit 1",
        tree.root(),
        tree.size(),
        Ids.next(),
        subject);
    DATABASE.update(
        "insert into library_member select 'keeper.signs', 1,"
            + " row_number() over (order by leaf_data) - 1, id from experience where id = any (?)",
        (Object) members.toArray(UUID[]::new));
  }

  private String note() {
    return Objects.requireNonNull(reader.checkpoint());
  }

  private static UUID append() {
    UUID subject = Ids.next();
    new JdbcTransparencyLog(DATABASE.source())
        .append(LeafKind.RECEIPT, subject, Map.of("subject", subject.toString()));
    return subject;
  }

  private int sequence() throws SQLException {
    int[] count = new int[1];
    DATABASE.inTransaction(mine -> count[0] = sequencer(mine).sequence());
    return count[0];
  }

  private Sequencer sequencer(javax.sql.DataSource source) {
    return new Sequencer(source, key, this::addFact);
  }

  private void addFact(String listener, String type, UUID subject, String payload) {
    facts.add(listener + " " + type + " " + payload);
    DATABASE.update(
        "insert into outbox_event (id, listener, type, subject_id, payload, process_after,"
            + " occurred_at) values (?, ?, ?, ?, ?::jsonb, now(), now())",
        Ids.next(),
        listener,
        type,
        subject,
        payload);
  }

  private void anchorNewest() {
    var tree = anchors.newestUnanchored().orElseThrow();
    String root = HexFormat.of().formatHex(tree.root());
    Anchor anchor = new Anchor(31_337, CONTRACT, TRANSACTION, 5, tree.size(), root);
    anchors.anchored(anchor);
    anchors.anchored(anchor);
  }

  private void assertVerified(String json) {
    ProofFile file = ProofFile.parse(json);
    List<ProofCheck> checks = ProofCheck.all(file, reader.key());
    assertThat(ProofCheck.verified(checks)).as(checks.toString()).isTrue();
    assertThat(LogRecord.leafHash(file.record())).hasSize(32);
  }

  private static void assertRefused(String code, Runnable request) {
    assertThatThrownBy(request::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
