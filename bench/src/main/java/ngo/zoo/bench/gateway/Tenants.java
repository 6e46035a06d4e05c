package ngo.zoo.bench.gateway;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import ngo.zoo.billing.rules.KeyText;
import ngo.zoo.log.Sha256;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.rewards.Journal;

/** An organisation with money, a budget and one key, put straight into the books. */
final class Tenants {
  private final Connection books;

  Tenants(Connection books) {
    this.books = books;
  }

  /**
   * Makes one and returns its key.
   *
   * @param durable whether its plan wants receipts committed before the reply
   */
  String add(String name, boolean durable) throws SQLException {
    UUID organisation = Ids.next();
    UUID project = Ids.next();
    UUID key = Ids.next();
    String secret = KeyText.fresh(new SecureRandom());
    run("insert into organisation values (?, ?, ?, now())", organisation, name, name);
    run("insert into project values (?, ?, 'Default', now())", project, organisation);
    run(
        "insert into api_key (id, organisation_id, project_id, name, scopes, prefix, key_hash,"
            + " created_at, family) values (?, ?, ?, 'Bench', 'models:read chat:write', ?, ?,"
            + " now(), ?)",
        key,
        organisation,
        project,
        KeyText.prefix(secret),
        Sha256.ofText(secret),
        key);
    run(
        "insert into budget (id, organisation_id, period, most, hard, created_at)"
            + " values (?, ?, 'MONTH', 9e25, true, now())",
        Ids.next(),
        organisation);
    run(
        "select post_entry(?, ?, 'GENESIS', ?, 'Money for a measurement', now(),"
            + " array['GENESIS', 'ORGANISATION'], array[?, ?]::uuid[],"
            + " array['KEEPER', 'KEEPER'], array[-1e26, 1e26]::numeric[])",
        Ids.next(),
        "bench:" + organisation,
        organisation,
        Journal.FOUNDATION,
        organisation);
    if (durable) {
      assign(organisation, name);
    }
    return secret;
  }

  private void assign(UUID organisation, String name) throws SQLException {
    UUID plan = Ids.next();
    run("insert into plan values (?, ?, false, now())", plan, name);
    run(
        "insert into plan_version values (?, ?, 1, now(), '{\"prices\": [], \"tiers\": [],"
            + " \"minimum\": \"0\", \"free_queries\": 0, \"durable_receipts\": true}')",
        Ids.next(),
        plan);
    run(
        "insert into plan_assignment values (?, ?, ?, now(), now(), 'bench')",
        Ids.next(),
        organisation,
        plan);
  }

  private void run(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = books.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }
}
