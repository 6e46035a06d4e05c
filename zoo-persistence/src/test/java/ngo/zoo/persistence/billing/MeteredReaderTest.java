package ngo.zoo.persistence.billing;

import static ngo.zoo.persistence.billing.Partner.units;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import ngo.zoo.billing.CreditGrant;
import ngo.zoo.billing.MeteredUsage;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.billing.rules.RatingRule;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.SettableClock;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.persistence.rewards.MoneyFixture;
import ngo.zoo.persistence.rewards.Reservations;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rating reads: usage by parts of a period, and what credits paid of it. */
class MeteredReaderTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final Instant END = Instant.parse("2026-02-01T00:00:00Z");

  private final Database database = new Database();
  private final Sql sql = new Sql(database);
  private final SettableClock clock = new SettableClock();
  private final Reservations reservations = MoneyFixture.reservations(database, clock);
  private final MeteredReader reader = new MeteredReader(database);
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
  void partsOfAPeriodAreReadInOneOrderOfDays() {
    answer("tiny", FIRST, 7);
    answer("tiny", NOON.minusSeconds(1), 7);
    answer("large", NOON.minusSeconds(1), 9);
    answer("tiny", NOON, 7);
    answer("tiny", END, 7);

    List<List<MeteredUsage>> parts = reader.usage(acme.organisation(), List.of(FIRST, NOON, END));

    assertThat(parts.getFirst())
        .extracting(MeteredUsage::model)
        .containsExactly("tiny", "large", "tiny");
    assertThat(parts.getFirst().getFirst())
        .isEqualTo(new MeteredUsage("Default", "tiny", 1, 3, 4, units(7)));
    assertThat(parts.getLast()).hasSize(1);
  }

  @Test
  void feesAndCreditsAreToldApartAndTheFeeTableAdjustsNothing() {
    grant(units(12));
    for (int i = 0; i < 4; i++) {
      answer("tiny", FIRST.plusSeconds(i), 7);
    }

    Amount credits = reader.creditsUsed(acme.organisation(), FIRST, END);
    List<MeteredUsage> usage = reader.usage(acme.organisation(), List.of(FIRST, END)).getFirst();
    List<RatedLine> lines = RatingRule.lines(PlanTerms.FEE_TABLE, usage);

    assertThat(credits).isEqualTo(units(12));
    assertThat(
            MoneyFixture.balance(database, AccountKind.ORGANISATION, acme.organisation(), credits))
        .isEqualTo(units(1000 - 28 + 12));
    Amount owed =
        Stream.concat(lines.stream(), RatingRule.credits(lines, credits).stream())
            .map(RatedLine::amount)
            .reduce(units(0), Amount::plus);
    assertThat(owed).isEqualTo(units(28 - 12));
    assertThat(reader.creditsUsed(acme.organisation(), FIRST.plusSeconds(1), END))
        .isEqualTo(units(5));
  }

  private void grant(Amount amount) {
    database.inTransaction(
        () -> {
          UUID grant =
              new CreditStore(database)
                  .add(
                      new CreditGrant(
                          AccountKind.ORGANISATION,
                          acme.organisation(),
                          amount,
                          null,
                          "Test",
                          "metered:" + node,
                          "sam"),
                      clock.now())
                  .orElseThrow();
          new Journal(database)
              .post(
                  new PostEntry(
                      "metered:" + grant,
                      CauseKind.CREDIT,
                      grant,
                      "test",
                      List.of(
                          new PostEntry.Line(
                              AccountKind.GENESIS, Journal.FOUNDATION, amount.negate()),
                          new PostEntry.Line(AccountKind.CREDIT, grant, amount))),
                  clock.now());
        });
  }

  private void answer(String model, Instant at, long fee) {
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
          sql.update(
              """
              insert into receipt (id, payer_kind, payer_id, project_id, key_id, model, node_id,
                domain, library_version, query_hash, response_hash, seed, prompt_tokens,
                completion_tokens, fee, record, node_signature, operator_signature, answered_at,
                final_after)
              values (?, 'ORGANISATION', ?, ?, ?, ?, ?, '', 0, sha256(''), sha256(''), 1, 3, 4, ?,
                '{}', '', '', ?, ?)
              """,
              query,
              acme.organisation(),
              acme.project(),
              acme.key(),
              model,
              node,
              units(fee).units(),
              at,
              at);
        });
  }
}
