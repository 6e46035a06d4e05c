package ngo.zoo.persistence.ledger.audit;

import static ngo.zoo.persistence.Sql.uuid;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.ledger.rules.CommittedVersion;
import ngo.zoo.ledger.rules.LibraryReplay;
import ngo.zoo.log.Cid;
import org.jspecify.annotations.Nullable;

/** Libraries version by version: rows, records, members, operations and copies. */
final class VersionAudit {
  private static final String MEMBERS =
      "select m.position, e.id, e.leaf_data, e.cid from library_member m"
          + " join experience e on e.id = m.experience_id"
          + " where m.domain = ? and m.number = ? order by m.position";
  private static final String UNKNOWN =
      "select coalesce(l.log_index::text, l.id::text) from log_entry l"
          + " where l.kind = 'LIBRARY_VERSION' and not exists ("
          + "select from library_version v where v.log_subject = l.subject_id)";
  private static final String HEADS =
      "select l.domain, l.head, coalesce(max(v.number), 0) from library l"
          + " left join library_version v on v.domain = l.domain"
          + " group by l.domain, l.head order by l.domain";

  private final Connection connection;
  private final AuditProgress progress;
  private final CopyAudit copies;
  private final Tally versions;
  private final Tally members;
  private final Tally operations;
  private String domain = "";
  private int number;
  private LibraryReplay replay = new LibraryReplay();

  VersionAudit(Connection connection, AuditProgress progress, Outside outside) {
    this.connection = connection;
    this.progress = progress;
    this.copies = new CopyAudit(progress, outside);
    this.versions = new Tally(LedgerCheck.VERSIONS, progress);
    this.members = new Tally(LedgerCheck.MEMBERS, progress);
    this.operations = new Tally(LedgerCheck.OPERATIONS, progress);
  }

  List<LedgerFinding> findings() {
    Cursor.each(connection, VersionRow.SQL, VersionRow::read, this::version);
    Cursor.each(
        connection,
        UNKNOWN,
        row -> row.getString(1),
        entry -> versions.differs("version of log entry " + entry + ": missing"));
    List<LedgerFinding> findings = new ArrayList<>();
    for (Tally tally : List.of(versions, members, operations, heads())) {
      findings.add(tally.finding());
    }
    findings.addAll(copies.findings());
    return findings;
  }

  private void version(VersionRow row) {
    turnTo(row);
    CommittedVersion record = row.record();
    versions.judge(row.name(), differing(row, record));
    List<LibraryReplay.Member> rows = members(row);
    LibraryReplay.Difference difference = replay.next(record, rows);
    operations.judge(row.name(), difference.operations() ? List.of("operations") : List.of());
    for (int i = difference.members().size(); i < rows.size(); i++) {
      members.fits();
    }
    difference.members().forEach(member -> members.differs(row.name() + ", " + member));
    copies.version(row, record, replay.members());
  }

  private void turnTo(VersionRow row) {
    if (!row.version().domain().equals(domain)) {
      domain = row.version().domain();
      number = 0;
      replay = new LibraryReplay();
    }
    for (number++; number < row.version().number(); number++) {
      versions.differs("version " + number + " of " + domain + ": missing");
    }
  }

  private static List<String> differing(VersionRow row, @Nullable CommittedVersion record) {
    List<String> columns = new ArrayList<>();
    if (!row.isInLog()) {
      columns.add(row.entry() == null ? "log_subject" : "cid");
    }
    if (record == null) {
      columns.add("record");
    } else {
      columns.addAll(row.version().differing(record));
    }
    return columns;
  }

  private List<LibraryReplay.Member> members(VersionRow row) {
    List<LibraryReplay.Member> rows = new ArrayList<>();
    Cursor.each(
        connection,
        MEMBERS,
        VersionAudit::member,
        rows::add,
        row.version().domain(),
        row.version().number());
    return rows;
  }

  private static LibraryReplay.Member member(ResultSet row) throws SQLException {
    byte[] leafData = row.getBytes(3);
    return new LibraryReplay.Member(
        row.getInt(1), uuid(row, 2), leafData, digest(row.getString(4), leafData));
  }

  private static byte[] digest(String cid, byte[] otherwise) {
    try {
      return new Cid(cid).digest();
    } catch (IllegalArgumentException noCid) {
      return otherwise;
    }
  }

  private Tally heads() {
    record Head(String domain, int head, int newest) {}
    Tally heads = new Tally(LedgerCheck.HEADS, progress);
    Cursor.each(
        connection,
        HEADS,
        row -> new Head(row.getString(1), row.getInt(2), row.getInt(3)),
        head ->
            heads.judge(
                "library " + head.domain(),
                head.head() == head.newest() ? List.of() : List.of("head")));
    return heads;
  }
}
