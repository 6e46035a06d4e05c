package ngo.zoo.persistence.billing;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.leases.LeaseScope;
import ngo.zoo.shared.Amount;

/** An organisation of its own for a test, with one project and one key. */
record Partner(UUID organisation, UUID project, UUID key) {
  private static final Instant MADE = Instant.parse("2025-12-01T00:00:00Z");

  static Partner in(Database database) {
    Partner partner = new Partner(Ids.next(), Ids.next(), Ids.next());
    Sql sql = new Sql(database);
    sql.update(
        "insert into organisation values (?, ?, ?, ?)",
        partner.organisation,
        "Org " + partner.organisation,
        partner.organisation.toString(),
        MADE);
    sql.update(
        "insert into project values (?, ?, 'Default', ?)",
        partner.project,
        partner.organisation,
        MADE);
    partner.addKey(database, partner.key);
    return partner;
  }

  /** Another key of the project. */
  void addKey(Database database, UUID id) {
    new Sql(database)
        .update(
            """
            insert into api_key
              (id, organisation_id, project_id, name, scopes, prefix, key_hash, created_at,
               family)
            values (?, ?, ?, 'Key', 'chat:write', ?, sha256(?::text::bytea), ?, ?)
            """,
            id,
            organisation,
            project,
            "zoo_" + id,
            id.toString(),
            MADE,
            id);
  }

  /** Whatever it asks, with whatever key. */
  LeaseScope all() {
    return new LeaseScope(AccountKind.ORGANISATION, organisation, null, null);
  }

  static Amount units(long units) {
    return Amount.keeper(BigInteger.valueOf(units));
  }

  /** Facts in the outbox about the budget: their per cents in the order they were stored. */
  static List<Integer> alerted(Database database, UUID budget) {
    return new Sql(database)
        .list(
            """
            select (payload ->> 'percent')::int from outbox_event
            where subject_id = ? and listener = 'budget-alerts' order by occurred_at, 1
            """,
            row -> row.getInt(1),
            budget);
  }
}
