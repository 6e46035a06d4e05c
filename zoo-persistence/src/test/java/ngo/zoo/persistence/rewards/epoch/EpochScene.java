package ngo.zoo.persistence.rewards.epoch;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.ContributionCredits;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.rewards.RewardPayout;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.jspecify.annotations.Nullable;

/**
 * An epoch of its own for a test, in a year no other test uses, with people, a node and answers.
 */
final class EpochScene {
  private static final AtomicInteger NEXT = new AtomicInteger(1_000);

  final Database database = new Database();
  final Sql sql = new Sql(database);
  final Journal journal = new Journal(database);
  final EpochStore epochs = new EpochStore(database);
  final EpochInputs inputs = new EpochInputs(database, epochs);
  final PayoutStore payouts = new PayoutStore(database);
  final EpochPayments payments = new EpochPayments(journal, epochs, inputs, payouts);
  final int number = NEXT.getAndAdd(2);
  final Instant start = Instant.parse("2040-01-01T00:00:00Z").plus(Duration.ofDays(20L * number));
  final Instant end = start.plus(Duration.ofDays(7));
  final UUID maya = member("Maya");
  final UUID omar = member("Omar");
  final UUID petra = member("Petra");
  final UUID node = node(petra);

  EpochScene() {
    epoch(number, start, end);
    Amount much = Amount.parse(Asset.KEEPER, "100000");
    post(
        "fund",
        CauseKind.GENESIS,
        new PostEntry.Line(AccountKind.GENESIS, Journal.FOUNDATION, much.negate()),
        new PostEntry.Line(AccountKind.TREASURY, Journal.FOUNDATION, much));
  }

  void epoch(int number, Instant from, Instant to) {
    sql.update(
        "insert into reward_epoch (id, number, starts_at, ends_at) values (?, ?, ?, ?)",
        Ids.next(),
        number,
        from,
        to);
  }

  UUID member(String name) {
    UUID id = Ids.next();
    sql.update("insert into member values (?, ?, ?, now())", id, name + id, name);
    return id;
  }

  UUID node(UUID owner) {
    UUID id = Ids.next();
    sql.update(
        """
        insert into node (id, name, role, owner_id, url, public_key, slots, state, state_since,
          registered_at)
        values (?, ?, 'PROVIDER', ?, 'http://node', sha256(?::text::bytea), 1, 'HEALTHY', now(),
          now())
        """,
        id,
        id.toString(),
        owner,
        id.toString());
    return id;
  }

  UUID experience(UUID author, long up, long down) {
    UUID id = Ids.next();
    sql.update("insert into content_block values (?, ''::bytea, now())", id.toString());
    sql.update(
        """
        insert into experience (id, domain, text, text_key, confidence_bp, examples, author_id,
          created_at, status, leaf_data, cid, upvotes, downvotes)
        values (?, 'd', ?, ?, 1, '[]', ?, now(), 'ADOPTED', sha256(''), ?, ?, ?)
        """,
        id,
        "text " + id,
        id.toString(),
        author,
        id.toString(),
        up,
        down);
    return id;
  }

  /** A final answer of 1000 units, split 100, 400, 400, 100, with its entries. */
  UUID answer(UUID payer, Instant at, @Nullable UUID experience, @Nullable UUID author) {
    UUID id = Ids.next();
    sql.update(
        """
        insert into receipt (id, payer_kind, payer_id, model, node_id, domain, library_version,
          query_hash, response_hash, seed, prompt_tokens, completion_tokens, fee, record,
          node_signature, operator_signature, status, answered_at, final_after, final_at)
        values (?, 'MEMBER', ?, 'tiny', ?, '', 0, sha256(''), sha256(''), 1, 3, 4, 1000, '{}', '',
          '', 'FINAL', ?, ?, ?)
        """,
        id,
        payer,
        node,
        at,
        at,
        at);
    if (experience != null && author != null) {
      sql.update(
          "insert into receipt_experience values (?, ?, 0, ?, true, null)", id, experience, author);
    }
    post(
        "fee:final:" + id,
        "split",
        CauseKind.RECEIPT,
        id,
        line(AccountKind.GENESIS, Journal.FOUNDATION, -1000),
        line(AccountKind.BURN, Journal.FOUNDATION, 100),
        line(AccountKind.NODE, node, 400),
        author == null
            ? line(AccountKind.TREASURY, Journal.FOUNDATION, 400)
            : line(AccountKind.MEMBER, author, 400),
        line(AccountKind.TREASURY, Journal.FOUNDATION, 100));
    return id;
  }

  void post(String what, CauseKind kind, PostEntry.Line... lines) {
    post(what + ":" + Ids.next(), what, kind, Ids.next(), lines);
  }

  private void post(String key, String what, CauseKind kind, UUID cause, PostEntry.Line... lines) {
    database.inTransaction(
        () -> journal.post(new PostEntry(key, kind, cause, what, List.of(lines)), start));
  }

  static PostEntry.Line line(AccountKind kind, UUID owner, long units) {
    return new PostEntry.Line(kind, owner, Amount.keeper(BigInteger.valueOf(units)));
  }

  /** Credits as billing grants them: from the treasury to an account of the grant, once per key. */
  ContributionCredits credits() {
    return (member, amount, expiresAt, reason, key) -> {
      UUID grant = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
      journal.post(
          new PostEntry(
              "credit:" + key,
              CauseKind.CREDIT,
              grant,
              reason,
              List.of(
                  new PostEntry.Line(AccountKind.TREASURY, Journal.FOUNDATION, amount.negate()),
                  new PostEntry.Line(AccountKind.CREDIT, grant, amount))),
          end);
      return grant;
    };
  }

  void collectAndCompute() {
    database.inTransaction(() -> inputs.collect(number));
    database.inTransaction(() -> payments.compute(number, end));
  }

  /** Pays all that waits, {@code size} at a time, each batch in a transaction. */
  void pay(int size) {
    while (payouts.countWaiting(number) > 0) {
      payBatch(size);
    }
    database.inTransaction(() -> epochs.paid(number));
  }

  void payBatch(int size) {
    List<RewardPayout> batch = payouts.waiting(number, null, null, size);
    database.inTransaction(() -> payments.pay(number, batch, credits(), end));
  }
}
