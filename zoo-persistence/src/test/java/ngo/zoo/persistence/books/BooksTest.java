package ngo.zoo.persistence.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import ngo.zoo.books.AccountQuery;
import ngo.zoo.books.AccountRow;
import ngo.zoo.books.CorrectionStatus;
import ngo.zoo.books.CorrectionView;
import ngo.zoo.books.Cursor;
import ngo.zoo.books.JournalLine;
import ngo.zoo.books.JournalQuery;
import ngo.zoo.books.Period;
import ngo.zoo.books.PostingRow;
import ngo.zoo.books.ReconciliationStatus;
import ngo.zoo.books.ReconciliationView;
import ngo.zoo.books.Slice;
import ngo.zoo.books.TrialBalance;
import ngo.zoo.books.TrialLine;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.persistence.rewards.JournalReader;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searches find what is there and nothing else, whatever other tests post meanwhile. */
class BooksTest {
  private static final Instant EARLY = Instant.parse("2025-03-01T12:00:00Z");

  private final Database database = new Database();
  private final Journal journal = new Journal(database);
  private final AccountReader accounts = new AccountReader(database);
  private final JournalSearch search = new JournalSearch(database, new JournalReader(database));
  private final TrialReader trial = new TrialReader(database);
  private final CorrectionStore corrections = new CorrectionStore(database);
  private final ReconciliationStore runs = new ReconciliationStore(database);

  private final UUID member = Ids.next();
  private final String login = "books-" + member;
  private final List<UUID> entries = new ArrayList<>();

  @BeforeEach
  void oneMemberWithThreeEntries() throws Exception {
    Database.asOwner("insert into member values (?, ?, 'Bea Books', now())", member, login);
    entries.add(post("first", EARLY, "5"));
    entries.add(post("Second 100% of " + member, EARLY.plus(Duration.ofDays(1)), "7"));
    entries.add(post("third", EARLY.plus(Duration.ofDays(2)), "-2"));
  }

  @Test
  void accountsAreFoundByOwnerKindAssetAndBalance() {
    AccountRow row = account();
    assertThat(row.balance()).isEqualTo(zoo("10"));
    assertThat(row.owner()).isEqualTo("Bea Books");
    assertThat(row.entries()).isEqualTo(3);
    assertThat(accounts.account(row.id())).contains(row);
    assertThat(found(query(AccountKind.NODE, null, login, false))).isZero();
    assertThat(found(query(AccountKind.MEMBER, Asset.KEEPER, login, false))).isZero();
    assertThat(found(query(null, Asset.ZOO, member.toString(), true))).isEqualTo(1);
    for (AccountQuery.Order by : AccountQuery.Order.values()) {
      List<AccountRow> all = new ArrayList<>();
      accounts.each(new AccountQuery(AccountKind.MEMBER, null, login, true, by), all::add);
      assertThat(all).containsExactly(row);
    }
  }

  @Test
  void anAccountsPostingsRunBackToItsFirst() {
    UUID id = account().id();
    Slice<PostingRow> newest = accounts.postings(id, Period.ALL, Cursor.START, 2);
    assertThat(newest.items()).extracting(PostingRow::memo).startsWith("third");
    assertThat(newest.items())
        .extracting(PostingRow::balanceAfter)
        .containsExactly(zoo("10"), zoo("12"));
    Slice<PostingRow> rest = accounts.postings(id, Period.ALL, Cursor.of(newest.next()), 2);
    assertThat(rest.items()).extracting(PostingRow::entryId).containsExactly(entries.getFirst());
    assertThat(rest.next()).isNull();
    LocalDate second = LocalDate.parse("2025-03-02");
    assertThat(accounts.postings(id, new Period(second, second), Cursor.START, 9).items())
        .extracting(PostingRow::entryId)
        .containsExactly(entries.get(1));
    assertThat(accounts.balanceAt(account(), EARLY.plus(Duration.ofDays(2)))).isEqualTo(zoo("12"));
    List<PostingRow> all = new ArrayList<>();
    accounts.eachPosting(id, Period.ALL, all::add);
    assertThat(all).hasSize(3);
  }

  @Test
  void entriesAreFoundByEveryQuestion() {
    UUID second = entries.get(1);
    assertThat(ids(with("100% OF " + member, null, null, null, null))).containsExactly(second);
    assertThat(ids(with("", CauseKind.TRANSFER, member, null, null)))
        .containsExactlyElementsOf(entries.reversed());
    assertThat(ids(with("", CauseKind.GENESIS, member, null, null))).isEmpty();
    assertThat(ids(with("", null, null, "books:first:" + member, null)))
        .containsExactly(entries.getFirst());
    assertThat(ids(with("", null, member, null, "6"))).containsExactly(second);
    assertThat(ids(new JournalQuery("", null, member, null, Period.ALL, null, null, zoo("2"))))
        .containsExactly(entries.get(2));
    assertThat(ids(new JournalQuery("", null, member, null, Period.ALL, Asset.KEEPER, null, null)))
        .isEmpty();
    LocalDate day = LocalDate.parse("2025-03-02");
    assertThat(
            ids(new JournalQuery("", null, member, null, new Period(day, null), null, null, null)))
        .containsExactly(entries.get(2), second);
    List<JournalLine> lines = new ArrayList<>();
    search.each(with("", null, member, null, null), lines::add);
    assertThat(lines).hasSize(6);
    assertThat(lines.getFirst().key()).isEqualTo("books:third:" + member);
  }

  @Test
  void slicesFollowEachOtherWithoutGapOrOverlap() {
    JournalQuery query = with("", null, member, null, null);
    Slice<EntryView> newest = search.slice(query, Cursor.START, 2);
    Slice<EntryView> rest = search.slice(query, Cursor.of(newest.next()), 2);

    assertThat(newest.items())
        .extracting(EntryView::id)
        .containsExactly(entries.get(2), entries.get(1));
    assertThat(rest.items()).extracting(EntryView::id).containsExactly(entries.getFirst());
    assertThat(rest.next()).isNull();
  }

  @Test
  void aTrialBalanceIsZeroAtEveryInstantAndLeadsToTheAccounts() {
    for (int day = -1; day < 4; day++) {
      Instant at = EARLY.plus(Duration.ofDays(day));
      TrialBalance found = trial.at(at);
      assertThat(found.isBalanced()).isTrue();
      String expected = List.of("0", "5", "12", "10", "10").get(day + 1);
      assertThat(
              trial.accounts(at, Asset.ZOO, AccountKind.MEMBER).stream()
                  .filter(line -> line.ownerId().equals(member))
                  .map(TrialLine::balance)
                  .findFirst()
                  .orElse(zoo("0")))
          .isEqualTo(zoo(expected));
    }
    TrialBalance.Row row =
        trial.at(Instant.now()).rows().stream()
            .filter(one -> one.asset() == Asset.ZOO && one.kind() == AccountKind.MEMBER)
            .findFirst()
            .orElseThrow();
    Amount drilled =
        trial.accounts(Instant.now(), Asset.ZOO, AccountKind.MEMBER).stream()
            .map(TrialLine::balance)
            .reduce(zoo("0"), Amount::plus);
    assertThat(drilled).isEqualTo(row.balance());
  }

  @Test
  void anEntryIsTakenBackByOneCorrectionAtATime() {
    UUID entry = entries.getFirst();
    Instant now = Instant.now();
    UUID first = corrections.addReversal(entry, "posted by mistake", member, now).orElseThrow();
    assertThat(corrections.addReversal(entry, "posted by mistake", member, now)).isEmpty();
    assertThat(corrections.ofEntry(entry).map(CorrectionView::id)).contains(first);
    assertThat(corrections.one(first).orElseThrow().what()).isEqualTo("first");

    corrections.decide(first, CorrectionStatus.DECLINED, member, null, now);
    assertThat(corrections.ofEntry(entry)).isEmpty();
    assertThat(corrections.addReversal(entry, "posted by mistake", member, now)).isPresent();

    UUID account = account().id();
    DecisionReader decisions = new DecisionReader(database);
    long others = decisions.waitingFor(member).corrections();
    UUID transfer =
        corrections.addTransfer(account, account, zoo("1"), "moved by mistake", member, now);
    CorrectionView view = corrections.lock(transfer).orElseThrow();
    assertThat(view.amount()).isEqualTo(zoo("1"));
    assertThat(view.isWaiting()).isTrue();
    assertThat(decisions.waitingFor(member).corrections()).isEqualTo(others);
    assertThat(decisions.waitingFor(Ids.next()).corrections()).isGreaterThan(others);
    assertThat(corrections.page(PageRequest.first(50)).items())
        .extracting(CorrectionView::id)
        .contains(first, transfer);
  }

  @Test
  void oneReconciliationRunsAtATimeAndItsAnswersAreKept() {
    Instant now = Instant.now();
    UUID run = runs.start(member, 2, now).orElseThrow();
    assertThat(runs.start(null, 2, now)).isEmpty();
    runs.found(run, 1, new ReconciliationView.Finding("a", 10, 0, null, 3));
    assertThat(runs.one(run).orElseThrow().asked()).isEqualTo(1);
    runs.found(run, 2, new ReconciliationView.Finding("b", 10, 2, "x", 3));
    runs.end(run, null, now);

    ReconciliationView view = runs.one(run).orElseThrow();
    assertThat(view.status()).isEqualTo(ReconciliationStatus.DONE);
    assertThat(view.isSound()).isFalse();
    assertThat(view.findings()).hasSize(2);
    assertThat(view.startedBy()).isEqualTo("Bea Books");
    UUID next = runs.start(null, 2, now.plusSeconds(1)).orElseThrow();
    assertThat(runs.newest()).contains(next);
    assertThat(runs.start(null, 2, now.plus(Duration.ofDays(1)))).isPresent();
    assertThat(runs.one(next).orElseThrow().status()).isEqualTo(ReconciliationStatus.FAILED);
    runs.end(runs.newest().orElseThrow(), "over", now);
    assertThat(runs.page(PageRequest.first(5)).total()).isGreaterThanOrEqualTo(3);
  }

  private AccountRow account() {
    return accounts
        .page(query(AccountKind.MEMBER, Asset.ZOO, login, true), PageRequest.first(5))
        .items()
        .getFirst();
  }

  private long found(AccountQuery query) {
    return accounts.page(query, PageRequest.first(5)).total();
  }

  private List<UUID> ids(JournalQuery query) {
    return search.slice(query, Cursor.START, 50).items().stream().map(EntryView::id).toList();
  }

  private static AccountQuery query(
      @Nullable AccountKind kind, @Nullable Asset asset, String text, boolean funded) {
    return new AccountQuery(kind, asset, text, funded, AccountQuery.Order.BALANCE);
  }

  private static JournalQuery with(
      String text,
      @Nullable CauseKind kind,
      @Nullable UUID cause,
      @Nullable String key,
      @Nullable String least) {
    return new JournalQuery(
        text, kind, cause, key, Period.ALL, null, least == null ? null : zoo(least), null);
  }

  private UUID post(String memo, Instant at, String amount) {
    PostEntry entry =
        new PostEntry(
            "books:" + memo.split(" ", -1)[0] + ":" + member,
            CauseKind.TRANSFER,
            member,
            memo,
            List.of(
                new PostEntry.Line(AccountKind.GENESIS, Journal.FOUNDATION, zoo(amount).negate()),
                new PostEntry.Line(AccountKind.MEMBER, member, zoo(amount))));
    return database.inTransaction(() -> journal.post(entry, at));
  }

  private static Amount zoo(String decimal) {
    return Amount.parse(Asset.ZOO, decimal);
  }
}
