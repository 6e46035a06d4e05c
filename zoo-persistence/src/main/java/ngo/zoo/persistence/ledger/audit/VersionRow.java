package ngo.zoo.persistence.ledger.audit;

import static ngo.zoo.persistence.Sql.instant;
import static ngo.zoo.persistence.Sql.uuid;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import ngo.zoo.ledger.rules.CommittedVersion;
import ngo.zoo.ledger.rules.StoredVersion;
import ngo.zoo.log.Cid;
import ngo.zoo.log.LogRecord;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.log.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A library version with its record's block, its entry in the log and where its copies are.
 *
 * @param entry its record in the log; null when the log has none
 * @param signedItem what was signed for Arweave
 */
@SuppressWarnings("ArrayRecordComponent")
record VersionRow(
    StoredVersion version,
    String cid,
    UUID logSubject,
    byte @Nullable [] block,
    @Nullable String entry,
    byte @Nullable [] leafHash,
    @Nullable String pinned,
    @Nullable String archived,
    @Nullable String signedItem) {
  static final String SQL =
      """
      select v.domain, v.number, coalesce(v.parent, 0), v.root, v.size, v.cause_kind, v.cause_id,
        v.created_at, v.cid, v.log_subject, b.bytes, l.data, l.leaf_hash, i.address, a.address, t.item_id
      from library_version v
      left join content_block b on b.cid = v.cid
      left join log_entry l on l.kind = 'LIBRARY_VERSION' and l.subject_id = v.log_subject
      left join version_copy i on (i.domain, i.number, i.store) = (v.domain, v.number, 'IPFS')
      left join version_copy a on (a.domain, a.number, a.store) = (v.domain, v.number, 'ARWEAVE')
      left join archive_transaction t on (t.domain, t.number) = (v.domain, v.number)
      order by v.domain, v.number
      """;

  static VersionRow read(ResultSet row) throws SQLException {
    return new VersionRow(
        new StoredVersion(
            row.getString(1),
            row.getInt(2),
            row.getInt(3),
            row.getBytes(4),
            row.getInt(5),
            row.getString(6),
            uuid(row, 7),
            instant(row, 8)),
        row.getString(9),
        uuid(row, 10),
        row.getBytes(11),
        row.getString(12),
        row.getBytes(13),
        row.getString(14),
        row.getString(15),
        row.getString(16));
  }

  String name() {
    return "version " + version.number() + " of " + version.domain();
  }

  /** Whether the log commits to the record; one changed column of its entry does not hide that. */
  boolean isInLog() {
    byte[] digest = digest();
    return digest != null
        && (Arrays.equals(MerkleTree.leafHash(digest), leafHash)
            || entry != null && Arrays.equals(LogRecord.leafData(entry), digest));
  }

  /** The record as it was committed to; null when neither block nor entry is that. */
  @Nullable CommittedVersion record() {
    String text = text();
    try {
      return text == null ? null : CommittedVersion.parse(text);
    } catch (IllegalArgumentException noRecord) {
      return null;
    }
  }

  /** Of the record that was committed to, whatever the row says its id is. */
  @Nullable Cid recordId() {
    String text = text();
    return text == null ? null : Cid.ofDigest(LogRecord.leafData(text));
  }

  private @Nullable String text() {
    byte[] digest = digest();
    if (isInLog() || entry == null) {
      return block != null && Arrays.equals(Sha256.of(block), digest)
          ? new String(block, StandardCharsets.UTF_8)
          : entry != null && Arrays.equals(LogRecord.leafData(entry), digest) ? entry : null;
    }
    return Arrays.equals(LogRecord.leafHash(entry), leafHash) ? entry : null;
  }

  private byte @Nullable [] digest() {
    try {
      return new Cid(cid).digest();
    } catch (IllegalArgumentException noCid) {
      return null;
    }
  }
}
