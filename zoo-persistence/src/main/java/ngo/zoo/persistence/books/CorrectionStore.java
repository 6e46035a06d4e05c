package ngo.zoo.persistence.books;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.books.CorrectionKind;
import ngo.zoo.books.CorrectionStatus;
import ngo.zoo.books.CorrectionView;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** Corrections that wait for a second person, and those decided. */
@ApplicationScoped
public class CorrectionStore {
  private static final String ROWS =
      """
      select c.id, c.kind, c.entry_id, c.from_account, c.to_account,
        coalesce(e.memo, f.kind || ' → ' || t.kind), f.asset, c.amount, c.reason, c.requested_by,
        r.display_name, c.requested_at, c.status, d.display_name, c.decided_at, c.posted_entry
      from correction c
      join member r on r.id = c.requested_by
      left join member d on d.id = c.decided_by
      left join journal_entry e on e.id = c.entry_id
      left join account f on f.id = c.from_account
      left join account t on t.id = c.to_account
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public CorrectionStore() {}

  CorrectionStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Empty when the entry is being taken back, or was, already. */
  public Optional<UUID> addReversal(UUID entry, String reason, UUID by, Instant at) {
    UUID id = Ids.next();
    int added =
        sql()
            .update(
                """
                insert into correction (id, kind, entry_id, reason, requested_by, requested_at)
                values (?, 'REVERSAL', ?, ?, ?, ?)
                on conflict (entry_id) where status <> 'DECLINED' do nothing
                """,
                id,
                entry,
                reason,
                by,
                at);
    return added == 1 ? Optional.of(id) : Optional.empty();
  }

  public UUID addTransfer(UUID from, UUID to, Amount amount, String reason, UUID by, Instant at) {
    UUID id = Ids.next();
    sql()
        .update(
            """
            insert into correction
              (id, kind, from_account, to_account, amount, reason, requested_by, requested_at)
            values (?, 'TRANSFER', ?, ?, ?, ?, ?, ?)
            """,
            id,
            from,
            to,
            amount.units(),
            reason,
            by,
            at);
    return id;
  }

  /** Those that wait first, then the newest. */
  public Page<CorrectionView> page(PageRequest request) {
    List<CorrectionView> rows =
        sql()
            .list(
                ROWS
                    + " order by c.status = 'WAITING' desc, c.requested_at desc, c.id desc"
                    + " offset ? limit ?",
                CorrectionStore::view,
                request.first(),
                request.size());
    return new Page<>(rows, sql().number("select count(*) from correction").longValueExact());
  }

  public Optional<CorrectionView> one(UUID id) {
    return sql().first(ROWS + " where c.id = ?", CorrectionStore::view, id);
  }

  /** As {@link #one}, locked until the transaction ends. */
  public Optional<CorrectionView> lock(UUID id) {
    return sql().first(ROWS + " where c.id = ? for update of c", CorrectionStore::view, id);
  }

  /** What takes the entry back or has taken it back. */
  public Optional<CorrectionView> ofEntry(UUID entry) {
    return sql()
        .first(
            ROWS + " where c.entry_id = ? and c.status <> 'DECLINED'",
            CorrectionStore::view,
            entry);
  }

  /** Ends the waiting. */
  public void decide(
      UUID id, CorrectionStatus status, UUID by, @Nullable UUID postedEntry, Instant at) {
    sql()
        .update(
            """
            update correction set status = ?, decided_by = ?, posted_entry = ?, decided_at = ?
            where id = ?
            """,
            status,
            by,
            postedEntry,
            at,
            id);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static CorrectionView view(ResultSet row) throws SQLException {
    String asset = row.getString(7);
    return new CorrectionView(
        Sql.uuid(row, 1),
        CorrectionKind.valueOf(row.getString(2)),
        row.getObject(3, UUID.class),
        row.getObject(4, UUID.class),
        row.getObject(5, UUID.class),
        row.getString(6),
        asset == null ? null : new Amount(Asset.valueOf(asset), Sql.units(row, 8)),
        row.getString(9),
        Sql.uuid(row, 10),
        row.getString(11),
        Sql.instant(row, 12),
        CorrectionStatus.valueOf(row.getString(13)),
        row.getString(14),
        Sql.optionalInstant(row, 15),
        row.getObject(16, UUID.class));
  }
}
