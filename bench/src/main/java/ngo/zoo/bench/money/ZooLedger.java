package ngo.zoo.bench.money;

import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import ngo.zoo.bench.Postgres;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.rewards.Durability;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;

/** The application's own way: {@link Journal} over members' accounts. */
final class ZooLedger {
  private static final UUID HOT = member(0);

  private static final int BATCH = 1_000;
  private static final int CROWD = 10_000;

  private final Journal journal;
  private final Durability durability;
  private final int members;

  ZooLedger(DataSource connections, int members) {
    this.journal = new Journal(connections);
    this.durability = new Durability(connections);
    this.members = members;
  }

  /**
   * Members with a million KEEPER each, out of genesis. The journal knows their accounts then: the
   * second time it finds them opened, and posts nothing. While accounts are opened their table is
   * vacuumed now and then, as the server does by itself where that takes longer than here.
   */
  void prepare(Postgres postgres) throws SQLException {
    for (int i = 0; i < members; i += CROWD) {
      giveToAll(i, Math.min(members, i + CROWD));
      postgres.asOwner("vacuum account");
    }
    giveToAll(0, members);
    postgres.asOwner("vacuum analyze");
  }

  private void giveToAll(int first, int end) {
    for (int i = first; i < end; i += BATCH) {
      journal.postAll(
          IntStream.range(i, Math.min(end, i + BATCH))
              .mapToObj(number -> genesis(member(number)))
              .toList(),
          Instant.now());
    }
  }

  void one(Random random) {
    journal.post(transfer(any(random), any(random)), Instant.now());
  }

  void oneToHot(Random random) {
    journal.post(transfer(any(random), HOT), Instant.now());
  }

  void batch(Random random, int size) {
    batch(Stream.generate(() -> transfer(any(random), any(random))).limit(size).toList());
  }

  void batchToHot(Random random, int size) {
    batch(Stream.generate(() -> transfer(any(random), HOT)).limit(size).toList());
  }

  /**
   * As answers are made final: the accounts are free at once, and it returns when it is durable.
   */
  private void batch(List<PostEntry> entries) {
    durability.await(journal.postAllEarly(entries, Instant.now()));
  }

  private UUID any(Random random) {
    return member(1 + random.nextInt(members - 1));
  }

  private static UUID member(int number) {
    return new UUID(0x4000, 0x8000_0000_0000_0000L | number);
  }

  private static PostEntry genesis(UUID member) {
    Amount amount = Amount.keeper(BigInteger.TEN.pow(24));
    return new PostEntry(
        "bench:genesis:" + member,
        CauseKind.GENESIS,
        member,
        "Genesis",
        List.of(
            new PostEntry.Line(AccountKind.GENESIS, Journal.FOUNDATION, amount.negate()),
            new PostEntry.Line(AccountKind.MEMBER, member, amount)));
  }

  private static PostEntry transfer(UUID from, UUID to) {
    UUID cause = Ids.next();
    Amount amount = Amount.keeper(BigInteger.TEN.pow(16));
    return new PostEntry(
        "transfer:" + cause,
        CauseKind.TRANSFER,
        cause,
        "Transfer",
        List.of(
            new PostEntry.Line(AccountKind.MEMBER, from, amount.negate()),
            new PostEntry.Line(AccountKind.MEMBER, to, amount)));
  }
}
