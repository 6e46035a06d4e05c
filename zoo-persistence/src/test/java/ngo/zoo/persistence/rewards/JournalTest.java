package ngo.zoo.persistence.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.SqlFailure;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final UUID FOUNDATION = Journal.FOUNDATION;

  private final Database database = new Database();
  private final Journal journal = new Journal(database);
  private final JournalReader reader = new JournalReader(database);

  @Test
  void postMovesTheAmountAndOpensAccounts() {
    UUID from = funded(100);
    UUID to = Ids.next();

    UUID entry = post(transfer(key(), from, to, 30));

    assertThat(balance(from)).isEqualTo(70);
    assertThat(balance(to)).isEqualTo(30);
    EntryView view = reader.entry(entry).orElseThrow();
    assertThat(view.postedAt()).isEqualTo(AT);
    assertThat(view.postings())
        .extracting(p -> p.amount().units().longValue(), JournalTest::left)
        .containsExactly(tuple(-30L, 70L), tuple(30L, 30L));
  }

  @Test
  void secondPostWithTheSameKeyReturnsTheFirstEntryAndMovesNothing() {
    UUID from = funded(100);
    UUID to = Ids.next();
    PostEntry entry = transfer(key(), from, to, 30);

    UUID first = post(entry);
    UUID second = post(entry);

    assertThat(second).isEqualTo(first);
    assertThat(balance(from)).isEqualTo(70);
    assertThat(reader.ofOwner(to, PageRequest.first(10)).total()).isEqualTo(1);
  }

  @Test
  void anAccountMayStandTwiceInOneEntry() {
    UUID from = funded(100);
    UUID to = Ids.next();
    PostEntry entry =
        new PostEntry(
            key(),
            CauseKind.TRANSFER,
            Ids.next(),
            "two lines",
            List.of(line(from, -30), line(to, 10), line(to, 0), line(to, 20)));

    EntryView view = reader.entry(post(entry)).orElseThrow();

    assertThat(balance(to)).isEqualTo(30);
    assertThat(view.postings()).extracting(JournalTest::left).containsExactly(70L, 10L, 30L);
  }

  @Test
  void overdraftIsRefusedAndLeavesNoTrace() {
    UUID from = funded(100);
    UUID to = Ids.next();
    PostEntry entry = transfer(key(), from, to, 101);

    assertThatThrownBy(() -> post(entry))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("insufficient-funds");
              assertThat(refusal.kind()).isEqualTo(Refusal.Kind.PAYMENT_REQUIRED);
              assertThat(refusal)
                  .hasMessageContaining("0.000000000000000101 KEEPER")
                  .hasMessageContaining("0.0000000000000001 KEEPER");
            });

    assertThat(balance(from)).isEqualTo(100);
    assertThat(reader.ofOwner(to, PageRequest.first(10)).total()).isZero();
    // The key is free again: nothing of the refused entry is left.
    post(transfer(entry.idempotencyKey(), from, to, 100));
    assertThat(balance(to)).isEqualTo(100);
  }

  @Test
  void unbalancedAndEmptyEntriesAreRefused() {
    UUID from = funded(100);
    PostEntry unbalanced =
        new PostEntry(key(), CauseKind.TRANSFER, from, "", List.of(line(from, -1)));
    PostEntry acrossAssets =
        new PostEntry(
            key(),
            CauseKind.TRANSFER,
            from,
            "",
            List.of(
                line(from, -1),
                new PostEntry.Line(
                    AccountKind.MEMBER, from, new Amount(Asset.ZEN, BigInteger.ONE))));
    PostEntry empty = new PostEntry(key(), CauseKind.TRANSFER, from, "", List.of());

    for (PostEntry entry : List.of(unbalanced, acrossAssets, empty)) {
      assertThatThrownBy(() -> post(entry))
          .isInstanceOfSatisfying(
              SqlFailure.class, failure -> assertThat(failure.state()).isEqualTo("ZO002"));
    }
    assertThat(balance(from)).isEqualTo(100);
  }

  /** Amounts are whole base units: parts would be rounded differently on both sides. */
  @ParameterizedTest
  @ValueSource(strings = {"0.5", "'NaN'", "'Infinity'", "0", "null"})
  void amountsThatAreNotWholeAreRefused(String amount) {
    String owners = "array[?::uuid, gen_random_uuid()], '{KEEPER,KEEPER}'";
    String amounts = "array[-(" + amount + "::numeric), " + amount + "]";
    for (String statement :
        List.of(
            "select post_transfer(uuidv7(), 'part', 'TRANSFER', uuidv7(), '', now(), "
                + amount
                + ", gen_random_uuid(), ?)",
            "select post_entry(uuidv7(), 'part', 'TRANSFER', uuidv7(), '', now(),"
                + " '{MEMBER,MEMBER}', "
                + owners
                + ", "
                + amounts
                + ")",
            "select post_entries(array[uuidv7()], array['part'], array['TRANSFER'],"
                + " array[uuidv7()], array[''], now(), "
                + owners
                + ", array[1, 1], array[1, 2], "
                + amounts
                + ")")) {
      assertThatThrownBy(() -> sql().first(statement, row -> row.getObject(1), funded(5)))
          .isInstanceOfSatisfying(
              SqlFailure.class, failure -> assertThat(failure.state()).isEqualTo("ZO002"));
    }
  }

  /** Two lines of different assets are no balanced entry, however they are named. */
  @Test
  void accountsOfDifferentAssetsAreRefused() {
    UUID member = funded(5);
    UUID keeper = journal.open(AccountKind.MEMBER, member, Asset.KEEPER, AT);
    UUID zen = journal.open(AccountKind.MEMBER, Ids.next(), Asset.ZEN, AT);
    for (String statement :
        List.of(
            "select post_transfer(uuidv7(), 'mixed', 'TRANSFER', uuidv7(), '', now(), -1, ?, ?)",
            "select post_transfer(uuidv7(), 'mixed', 'TRANSFER', uuidv7(), '', now(), 1, ?, ?)",
            "select post_entries(array[uuidv7()], array['mixed'], array['TRANSFER'],"
                + " array[uuidv7()], array[''], now(), array[?, ?]::uuid[], '{KEEPER,KEEPER}',"
                + " array[1, 1], array[1, 2], array[-1, 1])")) {
      assertThatThrownBy(() -> sql().first(statement, row -> row.getObject(1), keeper, zen))
          .isInstanceOfSatisfying(
              SqlFailure.class, failure -> assertThat(failure.state()).isEqualTo("ZO002"));
    }
    assertThat(balance(member)).isEqualTo(5);
  }

  /**
   * A rolled back opening leaves an id behind that nobody has: the next entry asks for it again.
   */
  @Test
  void accountsWhoseOpeningWasRolledBackAreOpenedAgain() {
    UUID from = funded(100);
    UUID to = Ids.next();
    UUID third = Ids.next();
    Database.Work opening =
        () -> {
          journal.post(transfer(key(), from, to, 1), AT);
          journal.postAll(List.of(transfer(key(), from, third, 1)), AT);
          throw new IllegalStateException("rolled back");
        };
    assertThatThrownBy(() -> database.inTransaction(opening)).hasMessage("rolled back");

    journal.post(transfer(key(), from, to, 30), AT);
    journal.postAll(List.of(transfer(key(), from, third, 20), transfer(key(), to, third, 5)), AT);

    assertThat(balance(from)).isEqualTo(50);
    assertThat(balance(to)).isEqualTo(25);
    assertThat(balance(third)).isEqualTo(25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update posting_line set amount = amount + 1",
        "update journal_entry set first_amount = first_amount + 1",
        "update journal_entry set memo = 'other'",
        "delete from posting_line",
        "delete from journal_entry",
        "truncate posting_line",
        "truncate journal_entry",
        "delete from account",
        "update account set balance = balance + 1",
        "insert into account values (gen_random_uuid(), 'MEMBER', gen_random_uuid(), 'KEEPER', 5, 0, now())",
        "insert into posting_line select entry_id, line + 100, account_id, amount, balance_after from posting",
        "select open_account('MEMBER', gen_random_uuid(), 'KEEPER', now())",
        "select move_balances(array[]::uuid[], null, null, null, null)",
        "insert into journal_entry select gen_random_uuid(), 'k', cause_kind, cause_id, memo, posted_at from journal_entry",
        "alter table journal_entry disable trigger all",
        "drop function post_transfer",
        "create temporary table uuid (id integer)",
        "create table public.mine (id integer)",
        "create schema mine"
      })
  void theApplicationsRoleCannotRewriteTheJournal(String statement) {
    funded(5);

    assertThatThrownBy(() -> sql().update(statement))
        .isInstanceOfSatisfying(
            SqlFailure.class, failure -> assertThat(failure.state()).isEqualTo("42501"));
  }

  /** Not even for the owner of the tables: in place of foreign keys to accounts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "insert into reservation (id, account_id, payer_id, amount, expires_at, created_at) values"
            + " (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, now(), now())"
            + " | account_id of reservation is no account",
        "insert into correction (id, kind, from_account, to_account, amount, reason, requested_by,"
            + " requested_at) select gen_random_uuid(), 'TRANSFER', (select id from account limit 1),"
            + " gen_random_uuid(), 1, 'to nobody at all', id, now() from member limit 1"
            + " | to_account of correction is no account",
        "update account set id = gen_random_uuid() | an account keeps its kind",
        "delete from account | an account is never removed"
      })
  void whatNamesAnAccountAlwaysFindsIt(String statement, String refusal) throws Exception {
    UUID member = funded(5);
    sql().update("insert into member values (?, ?, 'Named', now())", member, "m" + member);

    assertThatThrownBy(() -> Database.asOwner(statement)).hasMessageContaining(refusal);
  }

  /** All of an account's balances stay on its page, where the next finds them. */
  @Test
  void aNewAccountHasRoomForItsBalances() throws Exception {
    UUID owner = Ids.next();
    journal.open(AccountKind.MEMBER, owner, Asset.KEEPER, AT);

    assertThat(
            sql().first("select room from account where owner_id = ?", r -> r.getString(1), owner))
        .contains("");
  }

  /** 32 threads, each moving one unit to and fro over the same account, in both directions. */
  @Test
  void concurrentPostsOnOneAccountKeepItExact() throws Exception {
    UUID hot = funded(1000);
    List<UUID> others = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      others.add(funded(10));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
      List<Future<?>> done = new ArrayList<>();
      for (UUID other : others) {
        done.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 10; i++) {
                    post(transfer(key(), hot, other, 3));
                    post(transfer(key(), other, hot, 1));
                  }
                }));
      }
      for (Future<?> each : done) {
        each.get();
      }
    }

    assertThat(balance(hot)).isEqualTo(1000 - 32 * 10 * 2);
    assertThat(others).allSatisfy(other -> assertThat(balance(other)).isEqualTo(30));
    assertThat(journal.check().sound()).isTrue();
    assertThat(versionsOf(hot)).isEqualTo(641);
  }

  /** Many at once with one key: one of them posts, all learn its id. */
  @Test
  void concurrentPostsWithOneKeyMoveOnce() throws Exception {
    UUID from = funded(100);
    UUID to = Ids.next();
    PostEntry entry = transfer(key(), from, to, 60);
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<UUID>> ids = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        ids.add(threads.submit(() -> post(entry)));
      }
      UUID first = ids.getFirst().get();
      for (Future<UUID> id : ids) {
        assertThat(id.get()).isEqualTo(first);
      }
    }
    assertThat(balance(to)).isEqualTo(60);
  }

  @Test
  void supplyIsGenesisLessBurned() {
    Amount before = journal.totalSupply();
    UUID member = funded(1000);
    assertThat(journal.totalSupply().minus(before).units()).isEqualTo(1000);

    post(
        new PostEntry(
            key(),
            CauseKind.TRANSFER,
            member,
            "burn",
            List.of(
                line(member, -400), new PostEntry.Line(AccountKind.BURN, FOUNDATION, units(400)))));

    assertThat(journal.totalSupply().minus(before).units()).isEqualTo(600);
  }

  @Test
  void votingPowerIsAvailableAndStaked() {
    UUID member = funded(1000);
    sql().update("insert into member values (?, ?, 'A member', now())", member, key());
    post(
        new PostEntry(
            key(),
            CauseKind.STAKE,
            member,
            "stake",
            List.of(
                line(member, -400), new PostEntry.Line(AccountKind.STAKE, member, units(400)))));

    assertThat(journal.votingPower()).containsEntry(member, units(1000));
    assertThat(journal.votingPower()).doesNotContainKey(FOUNDATION);
  }

  @Test
  void whatAnEntryGaveAnAccountIsKnownByItsKey() {
    UUID member = funded(1000);
    String key = key();
    post(
        new PostEntry(
            key,
            CauseKind.RECEIPT,
            Ids.next(),
            "Fee of a final answer",
            List.of(
                new PostEntry.Line(AccountKind.GENESIS, FOUNDATION, units(-7)), line(member, 7))));
    assertThat(reader.posted(key, AccountKind.MEMBER, member)).isEqualTo(units(7));
    assertThat(reader.posted(key, AccountKind.NODE, member)).isEqualTo(units(0));
    assertThat(reader.posted(key(), AccountKind.MEMBER, member)).isEqualTo(units(0));
  }

  @Test
  void earningsAreWhatReceiptsPaid() {
    UUID member = funded(1000);
    UUID receipt = Ids.next();
    post(
        new PostEntry(
            key(),
            CauseKind.RECEIPT,
            receipt,
            "Fee of a final answer",
            List.of(
                new PostEntry.Line(AccountKind.GENESIS, FOUNDATION, units(-7)), line(member, 7))));

    assertThat(reader.earned(member)).isEqualTo(units(7));
    assertThat(reader.earned(List.of(member, Ids.next()))).isEqualTo(Map.of(member, units(7)));
    assertThat(reader.earnings(member, PageRequest.first(5)).items())
        .singleElement()
        .satisfies(
            earning -> {
              assertThat(earning.receiptId()).isEqualTo(receipt);
              assertThat(earning.amount()).isEqualTo(units(7));
              assertThat(earning.kind()).isEqualTo(AccountKind.MEMBER);
            });
    assertThat(reader.ofCause(receipt, PageRequest.first(5)).total()).isEqualTo(1);
  }

  private UUID funded(long amount) {
    UUID member = Ids.next();
    post(
        new PostEntry(
            key(),
            CauseKind.GENESIS,
            member,
            "fund",
            List.of(
                new PostEntry.Line(AccountKind.GENESIS, FOUNDATION, units(-amount)),
                line(member, amount))));
    return member;
  }

  private UUID post(PostEntry entry) {
    return database.inTransaction(() -> journal.post(entry, AT));
  }

  private long balance(UUID member) {
    return journal.balance(AccountKind.MEMBER, member, Asset.KEEPER).units().longValueExact();
  }

  private long versionsOf(UUID member) {
    return sql()
        .number("select version from account where kind = 'MEMBER' and owner_id = ?", member)
        .longValueExact();
  }

  private Sql sql() {
    return new Sql(database);
  }

  private static PostEntry transfer(String key, UUID from, UUID to, long amount) {
    return new PostEntry(
        key, CauseKind.TRANSFER, from, "transfer", List.of(line(from, -amount), line(to, amount)));
  }

  private static PostEntry.Line line(UUID member, long amount) {
    return new PostEntry.Line(AccountKind.MEMBER, member, units(amount));
  }

  private static Amount units(long units) {
    return Amount.keeper(BigInteger.valueOf(units));
  }

  private static String key() {
    return "test:" + UUID.randomUUID();
  }

  /** What the reader's own query says is left; it withholds nothing. */
  private static long left(EntryView.PostingView posting) {
    return Objects.requireNonNull(posting.balanceAfter()).units().longValue();
  }
}
