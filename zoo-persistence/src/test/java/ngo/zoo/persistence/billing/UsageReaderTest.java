package ngo.zoo.persistence.billing;

import static ngo.zoo.persistence.billing.Partner.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.billing.UsageCheck;
import ngo.zoo.billing.UsageGroup;
import ngo.zoo.billing.UsageQuery;
import ngo.zoo.billing.UsageRow;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.SettableClock;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.rewards.MoneyFixture;
import ngo.zoo.persistence.rewards.Reservations;
import ngo.zoo.rewards.AccountKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsageReaderTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
  private static final Instant DAY_ONE = Instant.parse("2026-01-01T23:59:59Z");
  private static final Instant DAY_TWO = Instant.parse("2026-01-02T00:00:00Z");

  private final Database database = new Database();
  private final Sql sql = new Sql(database);
  private final Reservations reservations =
      MoneyFixture.reservations(database, new SettableClock());
  private final UsageReader reader = new UsageReader(database);
  private final Partner acme = Partner.in(database);
  private final UUID node = Ids.next();

  @BeforeEach
  void aNodeAnswers() {
    UUID owner = Ids.next();
    sql.update("insert into member values (?, ?, 'Petra', now())", owner, owner.toString());
    sql.update(
        """
        insert into node (id, name, role, owner_id, url, public_key, slots, state, state_since,
          registered_at)
        values (?, ?, 'PROVIDER', ?, 'http://node', sha256(?::text::bytea), 1, 'HEALTHY', now(),
          now())
        """,
        node,
        node.toString(),
        owner,
        node.toString());
    MoneyFixture.fund(database, acme.organisation(), units(1000));
  }

  @Test
  void usageIsAddedUpByDayProjectKeyAndModelAndMatchesTheLedger() {
    UUID second = Ids.next();
    acme.addKey(database, second);
    answer(acme.key(), "tiny", DAY_ONE, 7);
    answer(acme.key(), "tiny", DAY_ONE, 11);
    answer(second, "tiny", DAY_TWO, 13);
    answer(acme.key(), "large", DAY_TWO, 17);
    answer(null, "tiny", DAY_TWO, 19);
    answer(acme.key(), "tiny", DAY_TWO.plus(Duration.ofDays(1)), 23);

    List<UsageRow> all = rows(EnumSet.allOf(UsageGroup.class));
    assertThat(all).hasSize(4);
    assertThat(all.getFirst().day()).isEqualTo(FIRST);
    assertThat(all.getFirst().project()).isEqualTo("Default");
    assertThat(all.getFirst().key()).isEqualTo("zoo_" + acme.key());
    assertThat(all.getFirst().answers()).isEqualTo(2);
    assertThat(all.getFirst().promptTokens()).isEqualTo(6);
    assertThat(all.getFirst().fee()).isEqualTo(units(18));
    assertThat(all.getLast().key()).isNull();

    assertThat(rows(EnumSet.of(UsageGroup.MODEL)))
        .extracting(UsageRow::model, UsageRow::fee, UsageRow::day)
        .containsExactly(tuple("large", units(17), null), tuple("tiny", units(50), null));
    assertThat(rows(Set.of()))
        .singleElement()
        .satisfies(row -> assertThat(row.fee()).isEqualTo(units(67)));

    UsageCheck check = reader.check(acme.organisation(), twoDays(Set.of()));
    assertThat(check.answers()).isEqualTo(5);
    assertThat(check.receipts()).isEqualTo(units(67));
    assertThat(check.ledger()).isEqualTo(units(67));
  }

  @Test
  void aReceiptWithoutItsEntryShows() {
    answer(acme.key(), "tiny", DAY_ONE, 7);
    receipt(Ids.next(), acme.key(), "tiny", DAY_ONE, 5);

    UsageCheck check = reader.check(acme.organisation(), twoDays(Set.of()));

    assertThat(check.matches()).isFalse();
    assertThat(check.difference()).isEqualTo(units(5));
  }

  @Test
  void whoAskedNothingHasNoRows() {
    assertThat(rows(EnumSet.allOf(UsageGroup.class))).isEmpty();
    assertThat(reader.check(acme.organisation(), twoDays(Set.of())).matches()).isTrue();
  }

  private void answer(@Nullable UUID key, String model, Instant at, long fee) {
    UUID query = Ids.next();
    database.inTransaction(
        () -> {
          reservations.reserve(
              query,
              AccountKind.ORGANISATION,
              acme.organisation(),
              units(fee),
              Duration.ofMinutes(1));
          reservations.settle(query);
          receipt(query, key, model, at, fee);
        });
  }

  private void receipt(UUID query, @Nullable UUID key, String model, Instant at, long fee) {
    sql.update(
        """
        insert into receipt (id, payer_kind, payer_id, project_id, key_id, model, node_id, domain,
          library_version, query_hash, response_hash, seed, prompt_tokens, completion_tokens, fee,
          record, node_signature, operator_signature, answered_at, final_after)
        values (?, 'ORGANISATION', ?, ?::uuid, ?::uuid, ?, ?, '', 0, sha256(''), sha256(''), 1, 3,
          4, ?, '{}', '', '', ?, ?)
        """,
        query,
        acme.organisation(),
        key == null ? null : acme.project(),
        key,
        model,
        node,
        units(fee).units(),
        at,
        at);
  }

  private List<UsageRow> rows(Set<UsageGroup> by) {
    List<UsageRow> rows = new ArrayList<>();
    database.inTransaction(() -> reader.rows(acme.organisation(), twoDays(by), rows::add));
    return rows;
  }

  private static UsageQuery twoDays(Set<UsageGroup> by) {
    return new UsageQuery(FIRST, FIRST.plusDays(2), by);
  }
}
