package ngo.zoo.persistence.books;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import ngo.zoo.books.Cursor;
import ngo.zoo.books.JournalLine;
import ngo.zoo.books.JournalQuery;
import ngo.zoo.books.Period;
import ngo.zoo.books.Slice;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.rewards.JournalReader;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.jspecify.annotations.Nullable;

/**
 * Searches the journal newest first. Only the conditions that are asked for stand in the statement,
 * so that a cause or a key is found by its index; everything else walks back along the primary key,
 * whose ids are in the order of time, and stops when the slice is full: no index is there for
 * searching alone.
 */
@ApplicationScoped
public class JournalSearch {
  private static final String LINES =
      "select e.id, e.posted_at, e.cause_kind, e.cause_id, e.idempotency_key, e.memo, p.line, a.id,"
          + " a.kind, a.owner_id, "
          + AccountReader.OWNER
          + ", a.asset, p.amount, p.balance_after from journal_entry e"
          + " join posting p on p.entry_id = e.id join account a on a.id = p.account_id "
          + AccountReader.OWNERS;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private JournalReader reader;

  /** For the container. */
  public JournalSearch() {}

  JournalSearch(DataSource dataSource, JournalReader reader) {
    this.dataSource = dataSource;
    this.reader = reader;
  }

  /** Newest first, after the cursor. */
  public Slice<EntryView> slice(JournalQuery query, Cursor after, int size) {
    Conditions where = Conditions.of(query);
    where.add("e.id < ?", after.entryId());
    List<UUID> ids =
        sql()
            .list(
                "select e.id from journal_entry e" + where + " order by e.id desc limit ?",
                row -> Sql.uuid(row, 1),
                where.with(size + 1));
    String next = ids.size() > size ? ids.get(size - 1).toString() : null;
    return new Slice<>(reader.entries(ids.subList(0, Math.min(size, ids.size()))), next);
  }

  /** Every line of every entry found, newest entry first. */
  public void each(JournalQuery query, Consumer<JournalLine> taker) {
    Conditions where = Conditions.of(query);
    sql()
        .each(
            LINES + where + " order by e.id desc, p.line",
            JournalSearch::line,
            taker,
            where.with());
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static JournalLine line(ResultSet row) throws SQLException {
    Asset asset = Asset.valueOf(row.getString(12));
    return new JournalLine(
        Sql.uuid(row, 1),
        Sql.instant(row, 2),
        CauseKind.valueOf(row.getString(3)),
        Sql.uuid(row, 4),
        row.getString(5),
        row.getString(6),
        row.getInt(7),
        Sql.uuid(row, 8),
        AccountKind.valueOf(row.getString(9)),
        Sql.uuid(row, 10),
        row.getString(11),
        new Amount(asset, Sql.units(row, 13)),
        new Amount(asset, Sql.units(row, 14)));
  }

  /** Conditions on an entry with their values, in order. */
  private static final class Conditions {
    private final List<String> texts = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    static Conditions of(JournalQuery query) {
      Conditions where = new Conditions();
      where.addIf("e.cause_id = ?", query.causeId());
      where.addIf("e.idempotency_key = ?", query.key());
      where.addIf("e.cause_kind = ?", query.causeKind());
      if (!query.search().isBlank()) {
        where.add("position(lower(?) in lower(e.memo)) > 0", query.search().strip());
      }
      where.in(query.period());
      if (query.asset() != null || query.least() != null || query.most() != null) {
        where.moves(query);
      }
      return where;
    }

    private void in(Period period) {
      if (period.from() != null) {
        add("e.posted_at >= ?", period.begin());
      }
      if (period.to() != null) {
        add("e.posted_at < ?", period.end());
      }
    }

    private void moves(JournalQuery query) {
      Conditions line = new Conditions();
      line.addIf("p.account_id in (select id from account where asset = ?)", query.asset());
      line.addIf("abs(p.amount) >= ?", query.least() == null ? null : query.least().units());
      line.addIf("abs(p.amount) <= ?", query.most() == null ? null : query.most().units());
      texts.add(
          "exists (select from posting p where p.entry_id = e.id and "
              + String.join(" and ", line.texts)
              + ")");
      values.addAll(line.values);
    }

    void addIf(String text, @Nullable Object value) {
      if (value != null) {
        add(text, value);
      }
    }

    void add(String text, Object value) {
      texts.add(text);
      values.add(value);
    }

    @Nullable Object[] with(Object... more) {
      List<@Nullable Object> all = new ArrayList<>(values);
      all.addAll(List.of(more));
      return all.toArray();
    }

    @Override
    public String toString() {
      return texts.isEmpty() ? "" : " where " + String.join(" and ", texts);
    }
  }
}
