package ngo.zoo.persistence.log;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.books.rules.EntryRecord;
import ngo.zoo.log.LogRecord;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;

/** Journal entries as the text that is committed to, read from the journal as it stands. */
final class EntryTexts {
  private static final String ROWS =
      """
      select e.id, e.cause_kind, e.cause_id, e.memo, e.posted_at, a.kind, a.owner_id, a.asset, p.amount
      from journal_entry e
      left join posting p on p.entry_id = e.id
      left join account a on a.id = p.account_id
      where e.id = any (?) order by e.id, p.line
      """;

  /** An entry's committed text. */
  record EntryText(UUID id, String text) {
    byte[] leafHash() {
      return LogRecord.leafHash(text);
    }
  }

  private record Head(UUID id, CauseKind kind, UUID causeId, String memo, Instant at) {}

  private EntryTexts() {}

  /** Those there are, in the order of their ids. */
  static List<EntryText> of(Connection connection, List<UUID> ids) throws SQLException {
    byte[] salt =
        Statements.list(connection, "select salt from journal_salt", row -> row.getBytes(1))
            .getFirst();
    Map<Head, List<EntryRecord.Posting>> entries = new LinkedHashMap<>();
    Array array = connection.createArrayOf("uuid", ids.toArray());
    try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
      statement.setArray(1, array);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          List<EntryRecord.Posting> postings =
              entries.computeIfAbsent(head(row), head -> new ArrayList<>());
          if (row.getString(6) != null) {
            postings.add(posting(row));
          }
        }
      }
    }
    return entries.entrySet().stream().map(e -> text(e.getKey(), e.getValue(), salt)).toList();
  }

  private static EntryText text(Head head, List<EntryRecord.Posting> postings, byte[] salt) {
    EntryRecord record =
        new EntryRecord(head.id, head.kind, head.causeId, head.memo, head.at, postings);
    return new EntryText(head.id, record.text(salt));
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        row.getObject(1, UUID.class),
        CauseKind.valueOf(row.getString(2)),
        row.getObject(3, UUID.class),
        row.getString(4),
        row.getObject(5, OffsetDateTime.class).toInstant());
  }

  private static EntryRecord.Posting posting(ResultSet row) throws SQLException {
    return new EntryRecord.Posting(
        AccountKind.valueOf(row.getString(6)),
        row.getObject(7, UUID.class),
        new Amount(Asset.valueOf(row.getString(8)), row.getBigDecimal(9).toBigIntegerExact()));
  }
}
