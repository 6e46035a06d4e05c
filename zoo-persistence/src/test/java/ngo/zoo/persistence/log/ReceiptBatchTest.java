package ngo.zoo.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import ngo.zoo.billing.UsageQuery;
import ngo.zoo.log.Ed25519;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.ProofCheck;
import ngo.zoo.log.ProofFile;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.SettableClock;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.billing.CreditLeases;
import ngo.zoo.persistence.billing.MeteredReader;
import ngo.zoo.persistence.billing.Spending;
import ngo.zoo.persistence.billing.UsageReader;
import ngo.zoo.persistence.outbox.OutboxFixture;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.persistence.rewards.MoneyAudit;
import ngo.zoo.persistence.rewards.MoneyFixture;
import ngo.zoo.persistence.routing.ReceiptBatches;
import ngo.zoo.persistence.routing.ReceiptRow;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.leases.LeaseScope;
import ngo.zoo.routing.rules.ReceiptRecord;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receipts written together: proven one by one, and found when they are touched. */
class ReceiptBatchTest {
  private static final Amount FEE = Amount.keeper(BigInteger.TEN);
  private static final String LOG_SAYS = "the log knows every batch of receipts as it stands";

  private final Database database = new Database();
  private final SettableClock clock = new SettableClock();
  private final OperatorKey key = new OperatorKey("zoo.ngo/log", Ed25519.newKey());
  private final ReceiptBatches receipts =
      new ReceiptBatches(database, new JdbcTransparencyLog(database), key);
  private final CreditLeases leases =
      new CreditLeases(
          database,
          new Spending(database, clock, OutboxFixture.outbox(database)),
          new Journal(database),
          clock);
  private final LogReader reader = new LogReader(database, key);
  private final UUID organisation = Ids.next();
  private final UUID node = Ids.next();
  private UUID lease = Ids.next();

  @BeforeEach
  void lease() {
    Sql sql = new Sql(database);
    UUID owner = Ids.next();
    sql.update("insert into member values (?, ?, 'Owner', now())", owner, owner.toString());
    sql.update(
        "insert into organisation values (?, ?, ?, now())",
        organisation,
        "Org " + organisation,
        organisation.toString());
    sql.update(
        """
        insert into node (id, name, role, owner_id, url, public_key, slots, state, state_since,
          registered_at)
        values (?, ?, 'PROVIDER', ?, 'http://n', sha256(?::text::bytea), 1, 'HEALTHY', now(), now())
        """,
        node,
        node.toString(),
        owner,
        node.toString());
    MoneyFixture.fund(database, organisation, Amount.keeper(BigInteger.valueOf(1000)));
    lease =
        database
            .inTransaction(
                () ->
                    leases.open(
                        Ids.next(),
                        new LeaseScope(AccountKind.ORGANISATION, organisation, null, null),
                        Amount.keeper(BigInteger.valueOf(500)),
                        FEE,
                        10_000,
                        Duration.ofMinutes(1)))
            .orElseThrow()
            .id();
  }

  @Test
  void eachReceiptIsProvenByItsBatch() {
    List<UUID> written = write(7);
    UUID never = Ids.next();
    List<UUID> asked = new ArrayList<>(written);
    asked.add(never);
    assertThat(receipts.written(asked)).containsExactlyInAnyOrderElementsOf(written);
    new TestSequencer(database, key).sequence();

    for (UUID receipt : written) {
      ProofFile file = ProofFile.parse(reader.proof(LeafKind.RECEIPT, receipt));
      assertThat(ProofCheck.verified(ProofCheck.all(file, reader.key()))).isTrue();
      assertThat(Objects.requireNonNull(file.member()).text())
          .contains(receipt.toString(), "\"type\":\"receipt\"");
      assertThat(ProofFile.parse(file.toJson()).toJson()).isEqualTo(file.toJson());
      ProofFile.Member member = Objects.requireNonNull(file.member());
      ProofFile other =
          new ProofFile(
              file.record(),
              file.inclusion(),
              file.checkpoint(),
              file.operatorKey(),
              file.anchor(),
              new ProofFile.Member(
                  member.kind(),
                  member.text().replace("\"seed\":\"1\"", "\"seed\":\"2\""),
                  member.inclusion(),
                  member.root()));
      assertThat(ProofCheck.verified(ProofCheck.all(other, reader.key()))).isFalse();
    }
    assertThatThrownBy(() -> reader.proof(LeafKind.RECEIPT, Ids.next()))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void usageAndBooksKnowThemAndEveryDamageIsFound() throws Exception {
    write(3);
    write(2);
    Instant now = clock.now();
    UsageReader usage = new UsageReader(database);
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    UsageQuery query = new UsageQuery(day, day.plusDays(1), Set.of());
    assertThat(usage.check(organisation, query).matches()).isTrue();
    assertThat(usage.check(organisation, query).receipts())
        .isEqualTo(Amount.keeper(BigInteger.valueOf(50)));
    assertThat(
            new MeteredReader(database)
                .creditsUsed(organisation, now.minusSeconds(60), now.plusSeconds(60)))
        .isEqualTo(Amount.keeper(BigInteger.ZERO));

    String own = "lease_id = '" + lease + "'";
    assertFound("update receipt set record = '{}' where " + own, LOG_SAYS);
    assertFound(
        "delete from receipt where id in (select id from receipt where " + own + " limit 1)",
        LOG_SAYS,
        "settling entries of leases",
        "each lease is");
    assertFound(
        "update receipt set fee = fee + 1 where " + own,
        "settling entries of leases",
        "each lease is");
    assertFound(
        "update credit_lease set settled = settled - 1 where id = '" + lease + "'",
        "each lease is",
        "pending reservations");
  }

  /** Damage done as the owner with all triggers off, in a transaction that is rolled back. */
  private void assertFound(String damage, String... questions) throws Exception {
    try (Connection connection = DriverManager.getConnection(Database.ownerUrl());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local session_replication_role = replica");
      List<MoneyAudit.Finding> before = MoneyAudit.all(connection);
      statement.execute(damage);
      List<MoneyAudit.Finding> after = MoneyAudit.all(connection);
      for (String question : questions) {
        assertThat(differences(after, question))
            .as(question + " after " + damage)
            .isGreaterThan(differences(before, question));
      }
      connection.rollback();
    }
  }

  private static long differences(List<MoneyAudit.Finding> findings, String question) {
    return findings.stream()
        .filter(finding -> finding.name().startsWith(question))
        .mapToLong(MoneyAudit.Finding::differences)
        .sum();
  }

  private List<UUID> write(int count) {
    UUID batch = Ids.next();
    Instant now = clock.now();
    List<ReceiptRow> rows =
        IntStream.range(0, count)
            .mapToObj(i -> new ReceiptRow(record(now), "ORGANISATION", null, null, lease))
            .toList();
    Amount sum = Amount.keeper(FEE.units().multiply(BigInteger.valueOf(count)));
    database.inTransaction(
        () -> {
          leases.settle(batch, List.of(new CreditLeases.Draw(lease, organisation, sum)), FEE);
          receipts.write(batch, rows, now, now.plusSeconds(3600));
        });
    return rows.stream().map(row -> row.answer().id()).toList();
  }

  private ReceiptRecord record(Instant now) {
    return new ReceiptRecord(
        Ids.next(),
        organisation,
        ReceiptRecord.sha256("question"),
        ReceiptRecord.sha256("answer"),
        "tiny",
        "",
        node,
        "",
        new byte[0],
        "",
        0,
        "",
        List.of(),
        1,
        3,
        4,
        FEE,
        now);
  }
}
