package ngo.zoo.bench.crash;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import ngo.zoo.bench.ThreadConnections;
import ngo.zoo.persistence.rewards.Durability;
import ngo.zoo.persistence.rewards.EarlyPosting;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.persistence.rewards.Reservations;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;

/**
 * What a key stands for: the same work whenever and by whomever it is tried. {@code 0:} is a single
 * entry, {@code 1:} a batch of twenty, {@code 2:} a fee reserved without waiting for the disk and
 * then, in a transaction that waits, a single entry and every other time the settling, {@code 3:} a
 * batch of twenty whose locks go before the disk has it.
 */
final class Work {
  static final int MEMBERS = 16;
  static final int BATCH = 20;

  /** Longer than any worker lives: an answer that never comes is given back after its end only. */
  private static final Duration LEASE = Duration.ofMinutes(1);

  /** Business time that is the wall clock's. */
  private static final class WallClock implements BusinessClock {
    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void at(Instant instant, Runnable work) {
      throw new UnsupportedOperationException("time goes on by itself");
    }
  }

  private final ThreadConnections connections;
  private final Journal journal;
  private final Reservations reservations;
  private final Durability durability;

  Work(ThreadConnections connections) {
    this.connections = connections;
    this.journal = new Journal(connections);
    this.durability = new Durability(connections);
    this.reservations = new Reservations(connections, journal, new WallClock());
  }

  static UUID member(int number) {
    return new UUID(0x4000, 0x8000_0000_0000_0000L | number);
  }

  static String key(Random random) {
    return random.nextInt(4) + ":" + new UUID(random.nextLong(), random.nextLong());
  }

  /** Does it; durable when this returns. Again it changes nothing. */
  void run(String key) throws SQLException {
    UUID id = UUID.fromString(key.substring(2));
    Random random = new Random(id.getLeastSignificantBits());
    switch (key.charAt(0)) {
      case '0' -> transact(() -> journal.post(transfer(key + "/0", random), Instant.now()));
      case '1' -> transact(() -> journal.postAll(batch(key, random), Instant.now()));
      case '2' -> fee(key, id, random);
      default -> early(batch(key, random));
    }
  }

  private static List<PostEntry> batch(String key, Random random) {
    return IntStream.range(0, BATCH).mapToObj(i -> transfer(key + "/" + i, random)).toList();
  }

  private void early(List<PostEntry> entries) throws SQLException {
    List<EarlyPosting> posted = new ArrayList<>();
    transact(() -> posted.add(journal.postAllEarly(entries, Instant.now())));
    durability.await(posted.getFirst());
  }

  /**
   * Gives back what is still reserved, as the server does once the lease is over.
   *
   * @return how many
   */
  int expire() throws SQLException {
    int released = 0;
    Instant later = Instant.now().plus(LEASE);
    for (List<UUID> due = reservations.expired(later);
        !due.isEmpty();
        due = reservations.expired(later)) {
      for (UUID query : due) {
        transact(() -> reservations.release(query, "no answer in time"));
        released++;
      }
    }
    return released;
  }

  private void transact(Runnable work) throws SQLException {
    Connection connection = connections.getConnection();
    connection.setAutoCommit(false);
    work.run();
    connection.commit();
    connection.setAutoCommit(true);
  }

  /**
   * The second transaction's commit is on the disk, so the first one's has to be. It posts twice,
   * so it keeps the order itself in which the journal locks: members were opened before any
   * reserved or held account.
   */
  private void fee(String key, UUID query, Random random) throws SQLException {
    UUID payer = member(random.nextInt(MEMBERS));
    Amount fee = Amount.keeper(BigInteger.TWO);
    transact(() -> reservations.reserveEarly(query, AccountKind.MEMBER, payer, fee, LEASE));
    boolean settles = random.nextBoolean();
    PostEntry beside = transfer(key + "/0", random);
    transact(
        () -> {
          journal.post(beside, Instant.now());
          if (settles) {
            reservations.settle(query);
          }
        });
  }

  private static PostEntry transfer(String key, Random random) {
    int from = random.nextInt(MEMBERS);
    Amount amount = Amount.keeper(BigInteger.valueOf(1 + random.nextInt(9)));
    UUID to = member((from + 1 + random.nextInt(MEMBERS - 1)) % MEMBERS);
    return new PostEntry(
        key,
        CauseKind.TRANSFER,
        member(from),
        "crash",
        List.of(
            new PostEntry.Line(AccountKind.MEMBER, member(from), amount.negate()),
            new PostEntry.Line(AccountKind.MEMBER, to, amount)));
  }
}
