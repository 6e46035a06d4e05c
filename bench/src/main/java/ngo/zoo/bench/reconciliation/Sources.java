package ngo.zoo.bench.reconciliation;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.billing.UsageGroup;
import ngo.zoo.billing.UsageQuery;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.billing.UsageReader;

/** What the database tells of the answers, per group: three ways that share no query. */
final class Sources {
  private static final String RECEIPTS =
      """
      select payer_id, (answered_at at time zone 'UTC')::date, project_id, key_id, sum(fee)
      from receipt group by 1, 2, 3, 4
      """;

  /** What was moved to the held fees for each receipt. */
  private static final String LEDGER =
      """
      select r.payer_id, (r.answered_at at time zone 'UTC')::date, r.project_id, r.key_id,
        sum(p.amount)
      from posting p
      join account a on a.id = p.account_id and a.kind = 'FEE_HELD'
      join journal_entry e on e.id = p.entry_id
      join receipt r on r.id = e.cause_id
      where p.amount > 0 group by 1, 2, 3, 4
      """;

  /** What came out of the held fees again, to node, author, treasury and fire. */
  private static final String PAID =
      """
      select r.payer_id, (r.answered_at at time zone 'UTC')::date, r.project_id, r.key_id,
        sum(p.amount)
      from posting p join journal_entry e on e.id = p.entry_id and e.cause_kind = 'RECEIPT'
      join receipt r on r.id = e.cause_id
      where p.amount > 0 group by 1, 2, 3, 4
      """;

  private final DataSource connections;

  Sources(DataSource connections) {
    this.connections = connections;
  }

  /** As partners see it. */
  Map<Group, BigInteger> usage(Tenants tenants, LocalDate from, LocalDate to) {
    UsageReader reader = new UsageReader(connections);
    UsageQuery query = new UsageQuery(from, to, EnumSet.allOf(UsageGroup.class));
    Map<Group, BigInteger> sums = new HashMap<>();
    for (UUID organisation : tenants.organisations()) {
      reader.rows(
          organisation,
          query,
          row ->
              sums.merge(
                  new Group(
                      organisation,
                      Objects.requireNonNull(row.day()),
                      Objects.requireNonNull(row.projectId()),
                      Objects.requireNonNull(row.keyId())),
                  row.fee().units(),
                  BigInteger::add));
    }
    return sums;
  }

  Map<Group, BigInteger> receipts() {
    return sums(RECEIPTS);
  }

  Map<Group, BigInteger> ledger() {
    return sums(LEDGER);
  }

  Map<Group, BigInteger> paid() {
    return sums(PAID);
  }

  private Map<Group, BigInteger> sums(String query) {
    Map<Group, BigInteger> sums = new HashMap<>();
    new Sql(connections).list(query, row -> sums.put(group(row), Sql.units(row, 5)));
    return sums;
  }

  private static Group group(ResultSet row) throws SQLException {
    return new Group(
        Sql.uuid(row, 1), row.getObject(2, LocalDate.class), Sql.uuid(row, 3), Sql.uuid(row, 4));
  }
}
