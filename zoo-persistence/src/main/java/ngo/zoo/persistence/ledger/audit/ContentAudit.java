package ngo.zoo.persistence.ledger.audit;

import static ngo.zoo.persistence.Sql.instant;
import static ngo.zoo.persistence.Sql.uuid;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.ledger.rules.StoredExperience;
import ngo.zoo.log.Cid;
import ngo.zoo.log.Sha256;
import ngo.zoo.persistence.ledger.ExamplesJson;
import org.jspecify.annotations.Nullable;

/** Blocks against their ids, experiences against what was committed of them. */
final class ContentAudit {
  private static final String MISSING =
      "select r.cid from (select cid from experience union select cid from library_version) r"
          + " where not exists (select from content_block b where b.cid = r.cid)";
  private static final String EXPERIENCES =
      "select id, domain, text, confidence_bp, examples, author_id, created_at, leaf_data, cid"
          + " from experience order by id";

  private final Connection connection;
  private final AuditProgress progress;

  ContentAudit(Connection connection, AuditProgress progress) {
    this.connection = connection;
    this.progress = progress;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record StoredBlock(String cid, byte[] bytes) {
    boolean isSound() {
      try {
        return Arrays.equals(new Cid(cid).digest(), Sha256.of(bytes));
      } catch (IllegalArgumentException noCid) {
        return false;
      }
    }
  }

  LedgerFinding blocks() {
    Tally tally = new Tally(LedgerCheck.BLOCKS, progress);
    Cursor.each(
        connection,
        "select cid, bytes from content_block",
        row -> new StoredBlock(row.getString(1), row.getBytes(2)),
        block ->
            tally.judge("block " + block.cid(), block.isSound() ? List.of() : List.of("bytes")));
    Cursor.each(
        connection,
        MISSING,
        row -> row.getString(1),
        cid -> tally.differs("block " + cid + ": missing"));
    return tally.finding();
  }

  private record Row(UUID id, StoredExperience experience) {}

  LedgerFinding experiences() {
    Tally tally = new Tally(LedgerCheck.EXPERIENCES, progress);
    Cursor.each(
        connection,
        EXPERIENCES,
        ContentAudit::row,
        row ->
            tally.judge(
                "experience " + row.id(),
                row.experience().isSound()
                    ? List.of()
                    : row.experience().differing(block(row.experience().cid()))));
    return tally.finding();
  }

  private byte @Nullable [] block(String cid) {
    try (Cursor<StoredBlock> found =
        Cursor.open(
            connection,
            "select cid, bytes from content_block where cid = ?",
            row -> new StoredBlock(row.getString(1), row.getBytes(2)),
            cid)) {
      StoredBlock block = found.take();
      return block == null || !block.isSound() ? null : block.bytes();
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    UUID id = uuid(row, 1);
    List<Example> examples = examples(row.getString(5));
    ExperienceCore core =
        examples == null
            ? null
            : new ExperienceCore(
                id,
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                examples,
                instant(row, 7),
                uuid(row, 6));
    return new Row(id, new StoredExperience(core, row.getBytes(8), row.getString(9)));
  }

  /** Null when they are not written as they are written. */
  private static @Nullable List<Example> examples(String json) {
    try {
      List<Example> examples = ExamplesJson.read(json);
      return ExamplesJson.write(examples).equals(json) ? examples : null;
    } catch (RuntimeException notJson) {
      return null;
    }
  }
}
