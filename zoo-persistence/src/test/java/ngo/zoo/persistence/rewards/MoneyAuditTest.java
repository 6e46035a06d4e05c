package ngo.zoo.persistence.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.SettableClock;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each question notices the damage it is there for. */
class MoneyAuditTest {
  private final Database database = new Database();
  private final Journal journal = new Journal(database);

  /** Damage done as the owner with all triggers off, in a transaction that is rolled back. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update account set balance = balance + 1 where kind = 'MEMBER' | balances per asset sum to"
            + " zero;each account is the sum of its postings;supply is genesis and deposits less burned",
        "update account set balance = -1 where id = (select id from account where kind = 'MEMBER'"
            + " limit 1) | no account owes that may not;balances per asset sum to zero;each account"
            + " is the sum of its postings;supply is genesis and deposits less burned",
        "update account set version = version + 1 | each account's version counts its entries",
        "update journal_entry set first_account = gen_random_uuid() | each account is the sum of its postings;each"
            + " account's version counts its entries;each entry has lines and is"
            + " balanced;postings per asset sum to zero",
        "delete from journal_entry | each account is the sum of its"
            + " postings;each account's version counts its entries",
        "update reservation set status = 'VOID' | pending reservations are the reserved accounts",
        "insert into stake select gen_random_uuid(), id, 7, 'PROPOSAL', gen_random_uuid(),"
            + " 'LOCKED', now() from member | locked stakes are the stake accounts",
        "insert into credit_grant select gen_random_uuid(), 'MEMBER', id, 7, 'Test', id::text,"
            + " 'sam', now() from member | credit accounts are open grants;entries of each grant of"
            + " credits are its amount",
        "insert into reservation_source select id, account_id, amount + 1 from reservation | sources"
            + " of each pending reservation are its fee",
        "insert into standing_stake select gen_random_uuid(), id, 'COMPUTE_PROVIDER', null, 'USD', 7,"
            + " now() from member m where not exists (select from standing_stake t where"
            + " t.member_id = m.id) | locked stakes are the stake accounts",
        "with s as (insert into standing_stake select gen_random_uuid(), id, 'COMPUTE_PROVIDER',"
            + " null, 'USD', 0, now() from member m where not exists (select from standing_stake t where"
            + " t.member_id = m.id) limit 1 returning id) insert into unbonding select"
            + " gen_random_uuid(), id, 7, 'UNBONDING', now(), now() from s"
            + " | stakes on their way back are the unbonding accounts",
        "with s as (insert into standing_stake select gen_random_uuid(), id, 'COMPUTE_PROVIDER',"
            + " null, 'USD', 0, now() from member m where not exists (select from standing_stake t where"
            + " t.member_id = m.id) limit 1 returning id, member_id) insert into slash"
            + " select gen_random_uuid(), id, 'ABUSE', 't', 'e', 1, 7, 'OPEN', member_id, now(), now()"
            + " from s | slashes open to appeal are the disputed accounts;each slash is the sum of"
            + " its parts",
        "insert into donation select gen_random_uuid(), 'DON-2000-000001', 'c', 'DONATION', '', false,"
            + " null, '', 'USD', 7, '', false, id::text, gen_random_uuid(), id, now() from member"
            + " limit 1 | donations and grants are their entries"
      })
  void damageIsFound(String damage, String questions) throws Exception {
    prepare();
    try (Connection connection = DriverManager.getConnection(Database.ownerUrl());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local session_replication_role = replica");
      // Other tests lock stakes without the money behind them; here they would hide the damage.
      statement.execute(
          """
          delete from stake s where not exists (
            select from account a where a.kind = 'STAKE' and a.owner_id = s.member_id)
          """);
      // So would grants and lines of other tests, which appear in their own questions besides.
      statement.execute("delete from credit_grant");
      statement.execute("update billing_account set credit_limit = 0");
      statement.execute("delete from reservation_source");
      // Their invoices, likewise, rest on postings that the damage takes away.
      statement.execute("delete from invoice");
      statement.execute("delete from donation");
      statement.execute("delete from receipt where lease_id is not null");
      Set<String> before = wrong(connection);
      statement.execute(damage);

      Set<String> after = wrong(connection);

      after.removeAll(before);
      assertThat(after).containsExactlyInAnyOrder(questions.split(";", -1));
      connection.rollback();
    }
  }

  @Test
  void theJournalItselfIsSound() throws Exception {
    prepare();
    try (Connection connection = DriverManager.getConnection(Database.url())) {
      assertThat(MoneyAudit.all(connection))
          .filteredOn(it -> it.name().matches("(each account|each entry|postings per|balances).*"))
          .hasSize(5)
          .allSatisfy(it -> assertThat(it.example()).as(it.name()).isNull())
          .allSatisfy(it -> assertThat(it.compared()).as(it.name()).isPositive());
    }
  }

  private void prepare() {
    UUID member = Ids.next();
    Amount much = Amount.keeper(BigInteger.valueOf(100));
    database.inTransaction(
        () ->
            journal.post(
                new PostEntry(
                    "audit:" + member,
                    CauseKind.GENESIS,
                    member,
                    "fund",
                    List.of(
                        new PostEntry.Line(AccountKind.GENESIS, Journal.FOUNDATION, much.negate()),
                        new PostEntry.Line(AccountKind.MEMBER, member, much))),
                Instant.now()));
    database.inTransaction(
        () -> {
          new ngo.zoo.persistence.Sql(database)
              .update("insert into member values (?, ?, 'A member', now())", member, "m" + member);
          new Reservations(database, journal, new SettableClock())
              .reserve(
                  Ids.next(),
                  AccountKind.MEMBER,
                  member,
                  Amount.keeper(BigInteger.ONE),
                  Duration.ofMinutes(1));
        });
  }

  private static Set<String> wrong(Connection connection) throws Exception {
    Set<String> names = new TreeSet<>();
    MoneyAudit.all(connection).stream()
        .filter(it -> !it.sound())
        .forEach(it -> names.add(it.name()));
    return names;
  }
}
