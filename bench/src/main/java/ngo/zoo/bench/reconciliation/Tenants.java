package ngo.zoo.bench.reconciliation;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;

/**
 * Who asks and who answers: organisations with projects and keys and enough to pay with, one node,
 * and authors of experiences.
 */
record Tenants(List<Key> keys, List<UUID> authors, UUID node) {
  /** An API key of a project. */
  record Key(UUID organisation, UUID project, UUID id) {}

  private static final int PROJECTS = 3;
  private static final int KEYS = 2;
  private static final Instant SINCE = Instant.parse("2025-12-01T00:00:00Z");

  static Tenants create(DataSource connections, int organisations) {
    Sql sql = new Sql(connections);
    List<UUID> authors = Stream.generate(Ids::next).limit(6).toList();
    for (UUID author : authors) {
      sql.update("insert into member values (?, ?, 'Author', ?)", author, author.toString(), SINCE);
    }
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < organisations; i++) {
      keys.addAll(organisation(sql, new Journal(connections)));
    }
    return new Tenants(List.copyOf(keys), authors, node(sql, authors.getFirst()));
  }

  List<UUID> organisations() {
    return keys.stream().map(Key::organisation).distinct().toList();
  }

  private static List<Key> organisation(Sql sql, Journal journal) {
    UUID id = Ids.next();
    sql.update("insert into organisation values (?, ?, ?, ?)", id, "Org " + id, id + "", SINCE);
    Amount much = Amount.keeper(BigInteger.TEN.pow(24));
    journal.post(
        new PostEntry(
            "fund:" + id,
            CauseKind.GENESIS,
            id,
            "Something to spend",
            List.of(
                new PostEntry.Line(AccountKind.GENESIS, Journal.FOUNDATION, much.negate()),
                new PostEntry.Line(AccountKind.ORGANISATION, id, much))),
        SINCE);
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < PROJECTS; i++) {
      UUID project = Ids.next();
      sql.update("insert into project values (?, ?, ?, ?)", project, id, "Project " + i, SINCE);
      for (int k = 0; k < KEYS; k++) {
        keys.add(key(sql, id, project));
      }
    }
    return keys;
  }

  private static Key key(Sql sql, UUID organisation, UUID project) {
    UUID id = Ids.next();
    sql.update(
        """
        insert into api_key
          (id, organisation_id, project_id, name, scopes, prefix, key_hash, created_at, family)
        values (?, ?, ?, 'Key', 'chat:write', ?, sha256(?::text::bytea), ?, ?)
        """,
        id,
        organisation,
        project,
        "zoo_" + id,
        id.toString(),
        SINCE,
        id);
    return new Key(organisation, project, id);
  }

  private static UUID node(Sql sql, UUID owner) {
    UUID id = Ids.next();
    sql.update(
        """
        insert into node (id, name, role, owner_id, url, public_key, slots, state, state_since,
          registered_at)
        values (?, 'node', 'PROVIDER', ?, 'http://node', sha256('node'), 1, 'HEALTHY', now(), now())
        """,
        id,
        owner);
    return id;
  }
}
