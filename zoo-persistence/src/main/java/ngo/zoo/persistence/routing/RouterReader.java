package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.routing.LeaseView;
import ngo.zoo.routing.ReceiptLine;
import ngo.zoo.routing.ReceiptQuery;
import ngo.zoo.routing.RouterBooks;
import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** Counts and lists of routing for those who look after it; reads only. */
@ApplicationScoped
public class RouterReader {
  private static final String LEASES =
      """
       from credit_lease l left join project p on p.id = l.project_id
      left join member m on m.id = l.payer_id left join organisation o on o.id = l.payer_id
      where l.status = 'PENDING' and position(lower(?) in
        lower(coalesce(o.name, m.display_name, '') || ' ' || l.id::text)) > 0
      """;

  private static final String LINES =
      "select r.id, r.model, r.node_id, n.name, r.domain, r.prompt_tokens,"
          + " r.completion_tokens, r.fee, r.status, r.verification, r.answered_at";

  private static final String RECEIPTS =
      """
       from receipt r join node n on n.id = r.node_id
      where (?::uuid is null or r.payer_id = ?) and (?::text is null or r.status = ?)
        and (?::text is null or r.verification = ?)
        and (?::uuid is null or r.node_id = ?)
        and (?::timestamptz is null or r.answered_at >= ?)
        and (?::timestamptz is null or r.answered_at < ?)
        and (? = '' or position(? in lower(n.name)) > 0 or position(? in lower(r.domain)) > 0
          or position(? in lower(r.model)) > 0 or position(? in r.id::text) = 1)
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public RouterReader() {}

  RouterReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * One statement; each part is bounded by an index over what is still open.
   *
   * @param now of the business clock
   */
  public RouterBooks books(Instant now) {
    return sql()
        .first(
            """
            select l.*, d.*,
              (select count(*) from receipt where status = 'HELD'),
              (select count(*) from verification_judgement where state = 'DOUBTED'),
              (select count(*) from dispute where state = 'VOTING'), q.*
            from (select count(*), coalesce(sum(amount - settled), 0) from credit_lease
                where status = 'PENDING') l,
              (select count(*), count(*) filter (where drawn),
                count(*) filter (where drawn and state in ('POOLED', 'JUDGED')),
                count(*) filter (where drawn and state = 'GIVEN_UP'),
                count(*) filter (where state = 'WAITING')
                from verification_draw where final_after > ?) d,
              (select count(*) filter (where status = 'QUEUED'),
                count(*) filter (where status = 'RUNNING') from queued_query
                where status in ('QUEUED', 'RUNNING')) q
            """,
            RouterReader::books,
            now)
        .orElseThrow();
  }

  private static RouterBooks books(ResultSet row) throws SQLException {
    return new RouterBooks(
        row.getLong(1),
        Amount.keeper(Sql.units(row, 2)),
        row.getLong(8),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11),
        row.getLong(12));
  }

  /** Leases that are out, newest first; searched in payer and id. */
  public Page<LeaseView> leases(PageRequest request) {
    return new Page<>(
        sql()
            .list(
                "select l.id, l.payer_id, coalesce(o.name, m.display_name, ''), p.name, l.asset,"
                    + " l.amount, l.settled, l.recalled, l.opened_at, l.expires_at"
                    + LEASES
                    + " order by l.opened_at desc, l.id offset ? limit ?",
                RouterReader::lease,
                request.search(),
                request.first(),
                request.size()),
        sql().number("select count(*)" + LEASES, request.search()).longValueExact());
  }

  private static LeaseView lease(ResultSet row) throws SQLException {
    Asset asset = Asset.valueOf(row.getString(5));
    return new LeaseView(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        row.getString(3),
        row.getString(4),
        new Amount(asset, Sql.units(row, 6)),
        new Amount(asset, Sql.units(row, 7)),
        row.getBoolean(8),
        Sql.instant(row, 9),
        Sql.instant(row, 10));
  }

  /** Newest first; searched in node, library, model and the beginning of the id. */
  public Page<ReceiptLine> receipts(ReceiptQuery query, PageRequest request) {
    // Ids grow with time: everybody's newest are found by the primary key, one payer's by its
    // index.
    String order = query.payer() == null ? "r.id desc" : "r.answered_at desc, r.id desc";
    @Nullable Object[] matching =
        matching(query, request.search().strip().toLowerCase(Locale.ROOT));
    @Nullable Object[] paged = Arrays.copyOf(matching, matching.length + 2);
    paged[matching.length] = request.first();
    paged[matching.length + 1] = request.size();
    return new Page<>(
        sql()
            .list(
                LINES + RECEIPTS + " order by " + order + " offset ? limit ?",
                RouterReader::receipt,
                paged),
        sql().number("select count(*)" + RECEIPTS, matching).longValueExact());
  }

  /** All of them, oldest first, row by row: for tables that are written as they are read. */
  public void each(ReceiptQuery query, String search, Consumer<ReceiptLine> taker) {
    sql()
        .each(
            LINES + RECEIPTS + " order by r.answered_at, r.id",
            RouterReader::receipt,
            taker,
            matching(query, search.strip().toLowerCase(Locale.ROOT)));
  }

  private static @Nullable Object[] matching(ReceiptQuery query, String search) {
    UUID payer = query.payer();
    return new @Nullable Object[] {
      payer,
      payer,
      query.status(),
      query.status(),
      query.verification(),
      query.verification(),
      query.node(),
      query.node(),
      query.begins(),
      query.begins(),
      query.ends(),
      query.ends(),
      search,
      search,
      search,
      search,
      search
    };
  }

  private static ReceiptLine receipt(ResultSet row) throws SQLException {
    return new ReceiptLine(
        Sql.uuid(row, 1),
        row.getString(2),
        Sql.uuid(row, 3),
        row.getString(4),
        row.getString(5),
        row.getInt(6),
        row.getInt(7),
        Amount.keeper(Sql.units(row, 8)),
        row.getString(9),
        VerificationStatus.valueOf(row.getString(10)),
        Sql.instant(row, 11));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
