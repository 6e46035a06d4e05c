package ngo.zoo.persistence.log;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.content.Block;
import ngo.zoo.log.Anchor;
import ngo.zoo.log.Cid;
import ngo.zoo.log.InclusionProof;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.log.ProofFile;
import ngo.zoo.log.SnapshotTree;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Read side of the log: state, checkpoints and the proof files people verify offline. */
@ApplicationScoped
public class LogReader {
  private static final String STATE =
      "select coalesce(c.tree_size, 0), c.root, c.signed_at,"
          + " (select count(*) from log_entry where log_index is null),"
          + " coalesce(a.tree_size, 0), a.tx_hash"
          + " from (select 1) one"
          + " left join (select * from log_checkpoint order by tree_size desc limit 1) c on true"
          + " left join (select * from anchor order by tree_size desc limit 1) a on true";
  private static final String COVERING_CHECKPOINT =
      "select c.tree_size, c.note, a.chain_id, a.contract, a.tx_hash, a.block_number,"
          + " encode(a.root, 'hex') from log_checkpoint c";
  private static final String NEWEST_ANCHORED =
      COVERING_CHECKPOINT
          + " join anchor a on a.tree_size = c.tree_size"
          + " where a.tree_size > ? order by a.tree_size desc limit 1";
  private static final String NEWEST =
      COVERING_CHECKPOINT
          + " left join anchor a on a.tree_size = c.tree_size"
          + " where c.tree_size > ? order by c.tree_size desc limit 1";
  private static final String EXPERIENCE =
      "select e.domain, e.leaf_data, e.cid, b.bytes from experience e"
          + " join content_block b on b.cid = e.cid where e.id = ?";
  private static final String MEMBERS =
      "select e.leaf_data from library_member m join experience e on e.id = m.experience_id"
          + " where m.domain = ? and m.number = ? order by m.position";

  private record Entry(String text, long index) {}

  private record Covering(long size, String note, @Nullable Anchor anchor) {}

  private record StoredExperience(String domain, byte[] leafData, String text) {}

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  @Inject OperatorKey key;

  /** For the container. */
  protected LogReader() {}

  LogReader(DataSource source, OperatorKey key) {
    this.source = source;
    this.key = key;
  }

  /** Verifier key (C2SP signed-note) of the operator's signatures under checkpoints. */
  public String key() {
    return key.logKey().toString();
  }

  /** Latest signed checkpoint (C2SP note), or null before the first. */
  public @Nullable String checkpoint() {
    return Statements.with(
            source,
            connection ->
                Statements.first(
                    connection,
                    "select note from log_checkpoint order by tree_size desc limit 1",
                    row -> row.getString(1)))
        .orElse(null);
  }

  /**
   * The proof file of one leaf: leaf → log root → anchor, as JSON (docs/proofs.md).
   *
   * @throws ngo.zoo.shared.Refusal {@code leaf-not-found}; {@code leaf-not-yet-sequenced} (503,
   *     wait for the next checkpoint)
   */
  public String proof(LeafKind kind, UUID subject) {
    return Statements.with(
            source,
            connection ->
                kind == LeafKind.RECEIPT
                    ? receiptProof(connection, subject)
                    : proof(connection, kind, subject, null))
        .toJson();
  }

  /** By the batch it is in; receipts paid one by one, and all from before batches, are leaves. */
  private ProofFile receiptProof(Connection connection, UUID receipt) throws SQLException {
    Optional<StoredReceiptBatch> found = StoredReceiptBatch.of(connection, receipt);
    if (found.isEmpty()) {
      return proof(connection, LeafKind.RECEIPT, receipt, null);
    }
    StoredReceiptBatch batch = found.get();
    String text =
        Statements.list(
                connection,
                "select record from receipt where id = ?",
                row -> row.getString(1),
                receipt)
            .getFirst();
    ProofFile.Member member =
        new ProofFile.Member(
            ProofFile.MemberKind.RECEIPT,
            text,
            batch.tree().leaves().inclusion(batch.receipts().indexOf(receipt)),
            HexFormat.of().formatHex(batch.tree().leaves().root()));
    return proof(connection, LeafKind.RECEIPT_BATCH, batch.tree().id(), member);
  }

  /**
   * The proof file of an experience: experience → library version's root → version leaf → log root
   * → anchor.
   *
   * @throws ngo.zoo.shared.Refusal {@code experience-not-found}; {@code library-version-not-found};
   *     {@code member-not-found} when the version does not have it; {@code leaf-not-yet-sequenced}
   */
  public String experienceProof(UUID experienceId, int libraryVersion) {
    return Statements.with(
            source, connection -> experienceProof(connection, experienceId, libraryVersion))
        .toJson();
  }

  /**
   * The proof file of a journal entry: entry → root of its batch → batch leaf → log root → anchor.
   *
   * @throws ngo.zoo.shared.Refusal {@code entry-not-found}; {@code entry-not-yet-batched}, {@code
   *     leaf-not-yet-sequenced} (503, ask again in a few seconds)
   */
  public String entryProof(UUID entryId) {
    return Statements.with(source, connection -> entryProof(connection, entryId)).toJson();
  }

  private ProofFile entryProof(Connection connection, UUID entryId) throws SQLException {
    String text =
        EntryTexts.of(connection, List.of(entryId)).stream()
            .findFirst()
            .orElseThrow(() -> Refusal.notFound("entry", entryId))
            .text();
    StoredBatch batch =
        StoredBatch.of(connection, entryId)
            .orElseThrow(
                () ->
                    Refusal.unavailable(
                        "entry-not-yet-batched",
                        "The next batch of the journal holds it: ask again in a few seconds"));
    ProofFile.Member member =
        new ProofFile.Member(
            ProofFile.MemberKind.ENTRY,
            text,
            batch.tree().inclusion(batch.entries().indexOf(entryId)),
            HexFormat.of().formatHex(batch.root()));
    return proof(connection, LeafKind.JOURNAL_BATCH, batch.id(), member);
  }

  /** Size, root and anchor of the log for status pages. */
  public LogStatus status() {
    return Statements.with(
        source, connection -> Statements.list(connection, STATE, LogReader::status).getFirst());
  }

  private static LogStatus status(ResultSet row) throws SQLException {
    byte[] root = row.getBytes(2);
    OffsetDateTime signedAt = row.getObject(3, OffsetDateTime.class);
    return new LogStatus(
        row.getLong(1),
        row.getLong(4),
        HexFormat.of().formatHex(root == null ? MerkleTree.of(List.of()).root() : root),
        signedAt == null ? null : signedAt.toInstant(),
        row.getLong(5),
        row.getString(6));
  }

  private ProofFile proof(
      Connection connection, LeafKind kind, UUID subject, ProofFile.@Nullable Member member)
      throws SQLException {
    Entry entry = entry(connection, kind, subject);
    Covering covering = covering(connection, entry.index());
    List<byte[]> path =
        MerkleTree.inclusionPath(new StoredNodes(connection), entry.index(), covering.size());
    return new ProofFile(
        entry.text(),
        new InclusionProof(entry.index(), covering.size(), path),
        covering.note(),
        key(),
        covering.anchor(),
        member);
  }

  private static Entry entry(Connection connection, LeafKind kind, UUID subject)
      throws SQLException {
    Entry entry =
        Statements.first(
                connection,
                "select data, coalesce(log_index, -1) from log_entry"
                    + " where kind = ? and subject_id = ?",
                row -> new Entry(row.getString(1), row.getLong(2)),
                kind.name(),
                subject)
            .orElseThrow(() -> Refusal.notFound("leaf", kind.word() + "/" + subject));
    if (entry.index() < 0) {
      throw Refusal.unavailable(
          "leaf-not-yet-sequenced", "The next checkpoint covers it: ask again in a few seconds");
    }
    return entry;
  }

  /** The newest anchored checkpoint over the leaf; while there is none, the newest one. */
  private static Covering covering(Connection connection, long index) throws SQLException {
    Optional<Covering> anchored =
        Statements.first(connection, NEWEST_ANCHORED, LogReader::covering, index);
    return anchored.isPresent()
        ? anchored.get()
        : Statements.first(connection, NEWEST, LogReader::covering, index).orElseThrow();
  }

  private static Covering covering(ResultSet row) throws SQLException {
    long size = row.getLong(1);
    String contract = row.getString(4);
    Anchor anchor =
        contract == null
            ? null
            : new Anchor(
                row.getLong(3), contract, row.getString(5), row.getLong(6), size, row.getString(7));
    return new Covering(size, row.getString(2), anchor);
  }

  private ProofFile experienceProof(Connection connection, UUID experienceId, int number)
      throws SQLException {
    StoredExperience experience = experience(connection, experienceId);
    UUID version =
        Statements.first(
                connection,
                "select log_subject from library_version where domain = ? and number = ?",
                row -> row.getObject(1, UUID.class),
                experience.domain(),
                number)
            .orElseThrow(
                () -> Refusal.notFound("library-version", experience.domain() + "/" + number));
    ProofFile.Member member = member(connection, experienceId, experience, number);
    return proof(connection, LeafKind.LIBRARY_VERSION, version, member);
  }

  /**
   * @throws ngo.zoo.content.CorruptBlock if its bytes are not what was committed
   */
  private static StoredExperience experience(Connection connection, UUID id) throws SQLException {
    return Statements.first(
            connection,
            EXPERIENCE,
            row ->
                new StoredExperience(
                    row.getString(1),
                    row.getBytes(2),
                    new String(
                        Block.checked(new Cid(row.getString(3)), row.getBytes(4)).bytes(),
                        StandardCharsets.UTF_8)),
            id)
        .orElseThrow(() -> Refusal.notFound("experience", id));
  }

  private static ProofFile.Member member(
      Connection connection, UUID id, StoredExperience experience, int number) throws SQLException {
    SnapshotTree snapshot =
        SnapshotTree.of(
            Statements.list(
                connection, MEMBERS, row -> row.getBytes(1), experience.domain(), number));
    if (!snapshot.contains(experience.leafData())) {
      throw Refusal.notFound("member", id + " in version " + number);
    }
    return new ProofFile.Member(
        ProofFile.MemberKind.EXPERIENCE,
        experience.text(),
        snapshot.inclusion(experience.leafData()),
        HexFormat.of().formatHex(snapshot.root()));
  }
}
