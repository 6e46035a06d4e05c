package ngo.zoo.persistence.rewards;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.rewards.epoch.ParameterHistory;
import ngo.zoo.rewards.AttributionView;
import ngo.zoo.rewards.AttributionView.Part;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Parameter;

/** Where a final answer's fee went, as its entry moved it. */
@ApplicationScoped
public class AttributionReader {
  private static final String SPLIT =
      """
      select r.id, encode(r.query_hash, 'hex'), r.model, n.id, n.name, e.id, e.posted_at, r.fee,
        sum(p.amount) filter (where a.kind = 'BURN'), sum(p.amount) filter (where a.kind = 'NODE'),
        sum(p.amount) filter (where a.kind = 'TREASURY'), sum(p.amount) filter (where a.kind = 'MEMBER'),
        sum(p.amount) filter (where a.kind = 'MEMBER' and a.owner_id = ?)
      from receipt r join node n on n.id = r.node_id
      join journal_entry e on e.cause_id = r.id and e.cause_kind = 'RECEIPT'
      join posting p on p.entry_id = e.id join account a on a.id = p.account_id
      where r.id = ? and (? or n.owner_id = ? or exists (
        select from receipt_experience x join experience_payee y on y.experience_id = x.experience_id
        where x.receipt_id = r.id and x.paid and y.member_id = ?))
      group by r.id, n.id, e.id order by e.posted_at limit 1
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public AttributionReader() {}

  public AttributionReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * The split of an answer that is final.
   *
   * @param reader whose part is named
   * @param anybodys whether answers may be read that did not pay the reader
   */
  public Optional<AttributionView> of(UUID receipt, UUID reader, boolean anybodys) {
    return sql().first(SPLIT, row -> view(row, reader), reader, receipt, anybodys, reader, reader);
  }

  private AttributionView view(ResultSet row, UUID reader) throws SQLException {
    UUID receipt = Sql.uuid(row, 1);
    Instant at = Sql.instant(row, 7);
    Amount fee = keeper(row, 8);
    Amount paid = keeper(row, 12);
    List<Part> parts = parts(receipt, reader);
    Amount pool = pool(fee, at);
    return new AttributionView(
        receipt,
        row.getString(2),
        row.getString(3),
        Sql.uuid(row, 4),
        row.getString(5),
        Sql.uuid(row, 6),
        at,
        fee,
        keeper(row, 9),
        keeper(row, 10),
        keeper(row, 11),
        pool,
        paid,
        keeper(row, 13),
        parts.isEmpty() ? Amount.keeper(BigInteger.ZERO) : pool.minus(paid),
        parts);
  }

  /** By the governed shares of that time, which are weights. */
  private Amount pool(Amount fee, Instant at) {
    ParameterHistory then = new ParameterHistory(sql(), at);
    long contributors = then.number(Parameter.SPLIT_CONTRIBUTORS);
    long sum =
        contributors
            + then.number(Parameter.SPLIT_BURN)
            + then.number(Parameter.SPLIT_NODE)
            + then.number(Parameter.SPLIT_TREASURY);
    return sum == 0
        ? Amount.zero(fee.asset())
        : new Amount(
            fee.asset(),
            fee.units().multiply(BigInteger.valueOf(contributors)).divide(BigInteger.valueOf(sum)));
  }

  private List<Part> parts(UUID receipt, UUID reader) {
    return sql()
        .list(
            """
            select x.id, x.text, exists (select from experience_payee y
              where y.experience_id = x.id and y.member_id = ?) from receipt_experience u
            join experience x on x.id = u.experience_id
            where u.receipt_id = ? and u.paid order by u.position
            """,
            row -> new Part(Sql.uuid(row, 1), row.getString(2), row.getBoolean(3)),
            reader,
            receipt);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }

  private static Amount keeper(ResultSet row, int column) throws SQLException {
    return Amount.keeper(Sql.units(row, column));
  }
}
