package ngo.zoo.persistence.rewards;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.EarningView;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;

/** The read side of the journal: entries with their postings, and what owners earned. */
@ApplicationScoped
public class JournalReader {
  private static final String ENTRIES =
      "select e.id, e.cause_kind, e.cause_id, e.memo, e.posted_at from journal_entry e ";
  private static final String OF_OWNER =
      """
      where position(lower(?) in lower(e.memo)) > 0 and exists (
        select 1 from posting p join account a on a.id = p.account_id
        where p.entry_id = e.id and a.owner_id = ?)
      """;
  private static final String OF_CAUSE =
      "where position(lower(?) in lower(e.memo)) > 0 and e.cause_id = ? ";
  private static final String EARNED_BY_ANYBODY =
      """
      from posting p
      join account a on a.id = p.account_id
      join journal_entry e on e.id = p.entry_id
      where a.kind in ('MEMBER', 'NODE') and p.amount > 0 and e.cause_kind = 'RECEIPT'
      """;
  private static final String EARNED = EARNED_BY_ANYBODY + " and a.owner_id = ? ";

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public JournalReader() {}

  public JournalReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** One entry, if there is one with this id. */
  public Optional<EntryView> entry(UUID id) {
    return withPostings(sql().list(ENTRIES + "where e.id = ?", Head::read, id)).stream()
        .findFirst();
  }

  /** Those of these entries that there are, newest first. */
  public List<EntryView> entries(List<UUID> ids) {
    return withPostings(
        sql()
            .list(
                ENTRIES + "where e.id = any (?) order by e.id desc",
                Head::read,
                (Object) ids.toArray(UUID[]::new)));
  }

  /** The entry that took the fee of this receipt, and of others of its batch, from a lease. */
  public Optional<EntryView> settling(UUID receipt) {
    return withPostings(
            sql()
                .list(
                    ENTRIES
                        + """
                        join receipt r on e.idempotency_key =
                          'lease:settle:' || r.batch_id || ':' || r.lease_id where r.id = ?
                        """,
                    Head::read,
                    receipt))
        .stream()
        .findFirst();
  }

  /** Entries that touch accounts of the owner, newest first. */
  public Page<EntryView> ofOwner(UUID ownerId, PageRequest request) {
    return page(OF_OWNER, "order by e.posted_at desc, e.id desc", ownerId, request);
  }

  /** Entries with this cause, oldest first. */
  public Page<EntryView> ofCause(UUID causeId, PageRequest request) {
    return page(OF_CAUSE, "order by e.posted_at, e.id", causeId, request);
  }

  /** What final answers paid to the owner, newest first. */
  public Page<EarningView> earnings(UUID ownerId, PageRequest request) {
    List<EarningView> rows =
        sql()
            .list(
                "select e.id, e.posted_at, e.cause_id, a.kind, a.asset, p.amount, e.memo "
                    + EARNED
                    + " order by e.posted_at desc, e.id desc, p.line offset ? limit ?",
                JournalReader::earning,
                ownerId,
                request.first(),
                request.size());
    return new Page<>(rows, sql().number("select count(*) " + EARNED, ownerId).longValueExact());
  }

  /** What the entry with this key gave an account, in KEEPER; zero without one. */
  public Amount posted(String idempotencyKey, AccountKind kind, UUID ownerId) {
    return Amount.keeper(
        sql()
            .number(
                """
                select coalesce(sum(p.amount), 0) from journal_entry e
                join posting p on p.entry_id = e.id join account a on a.id = p.account_id
                where e.idempotency_key = ? and a.kind = ? and a.owner_id = ? and a.asset = 'KEEPER'
                """,
                idempotencyKey,
                kind,
                ownerId));
  }

  /** Sum of {@link #earnings}, in KEEPER. */
  public Amount earned(UUID ownerId) {
    return Amount.keeper(
        sql().number("select sum(p.amount) " + EARNED + " and a.asset = 'KEEPER'", ownerId));
  }

  /** As {@link #earned(UUID)}, of each owner that earned anything. */
  public Map<UUID, Amount> earned(Collection<UUID> ownerIds) {
    Map<UUID, Amount> earned = new HashMap<>();
    sql()
        .list(
            "select a.owner_id, sum(p.amount) "
                + EARNED_BY_ANYBODY
                + " and a.asset = 'KEEPER' and a.owner_id = any (?) group by a.owner_id",
            row -> earned.put(Sql.uuid(row, 1), Amount.keeper(Sql.units(row, 2))),
            (Object) ownerIds.toArray(UUID[]::new));
    return earned;
  }

  /** Entries with one of these causes from an instant on, oldest first. */
  public List<EntryView> ofCauses(List<UUID> causes, Instant since, int most) {
    return withPostings(
        sql()
            .list(
                ENTRIES
                    + "where e.cause_id = any (?) and e.posted_at >= ?"
                    + " order by e.posted_at, e.id limit ?",
                Head::read,
                causes.toArray(UUID[]::new),
                since,
                most));
  }

  private Page<EntryView> page(String where, String order, UUID id, PageRequest request) {
    List<Head> heads =
        sql()
            .list(
                ENTRIES + where + order + " offset ? limit ?",
                Head::read,
                request.search(),
                id,
                request.first(),
                request.size());
    long total =
        sql()
            .number("select count(*) from journal_entry e " + where, request.search(), id)
            .longValueExact();
    return new Page<>(withPostings(heads), total);
  }

  /** All postings of a page by one query; credits are shown as their owner's, not the grant's. */
  private List<EntryView> withPostings(List<Head> heads) {
    Map<UUID, List<EntryView.PostingView>> postings = new HashMap<>();
    sql()
        .list(
            """
            select p.entry_id, a.kind, coalesce(g.owner_id, a.owner_id), a.asset, p.amount,
              p.balance_after, coalesce(m.display_name, o.name, n.name,
                case when a.owner_id = ? then 'Foundation' else 'Unknown' end)
            from posting p
            join account a on a.id = p.account_id
            left join credit_grant g on g.id = a.owner_id and a.kind = 'CREDIT'
            left join member m on m.id = coalesce(g.owner_id, a.owner_id)
            left join organisation o on o.id = coalesce(g.owner_id, a.owner_id)
            left join node n on n.id = a.owner_id
            where p.entry_id = any (?) order by p.entry_id, p.line
            """,
            row ->
                postings
                    .computeIfAbsent(Sql.uuid(row, 1), id -> new ArrayList<>())
                    .add(posting(row)),
            Journal.FOUNDATION,
            heads.stream().map(Head::id).toArray(UUID[]::new));
    return heads.stream().map(h -> h.view(postings.getOrDefault(h.id(), List.of()))).toList();
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static EntryView.PostingView posting(ResultSet row) throws SQLException {
    Asset asset = Asset.valueOf(row.getString(4));
    return new EntryView.PostingView(
        AccountKind.valueOf(row.getString(2)),
        Sql.uuid(row, 3),
        row.getString(7),
        new Amount(asset, Sql.units(row, 5)),
        new Amount(asset, Sql.units(row, 6)));
  }

  private static EarningView earning(ResultSet row) throws SQLException {
    return new EarningView(
        Sql.uuid(row, 1),
        Sql.instant(row, 2),
        Sql.uuid(row, 3),
        AccountKind.valueOf(row.getString(4)),
        new Amount(Asset.valueOf(row.getString(5)), Sql.units(row, 6)),
        row.getString(7));
  }

  /** An entry before its postings are known. */
  private record Head(UUID id, CauseKind kind, UUID causeId, String memo, Instant postedAt) {
    static Head read(ResultSet row) throws SQLException {
      return new Head(
          Sql.uuid(row, 1),
          CauseKind.valueOf(row.getString(2)),
          Sql.uuid(row, 3),
          row.getString(4),
          Sql.instant(row, 5));
    }

    EntryView view(List<EntryView.PostingView> postings) {
      return new EntryView(id, kind, causeId, memo, postedAt, postings);
    }
  }
}
