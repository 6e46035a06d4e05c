package ngo.zoo.persistence.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.rewards.SlashDraft;
import ngo.zoo.rewards.SlashReason;
import ngo.zoo.rewards.SlashState;
import ngo.zoo.rewards.StakeRole;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stake's whole life with its money, alone and with sixty-four at once. */
class StandingStakesTest {
  private static final int THREADS = 64;
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration WAIT = Duration.ofDays(7);
  private static final Duration WINDOW = Duration.ofDays(3);
  private static final Amount LEAST = zen(100);

  private final Database database = new Database();
  private final Journal journal = new Journal(database);
  private final StandingStakes stakes = new StandingStakes(database, journal);
  private final Slashes slashes = new Slashes(database, journal, stakes);
  private final StakeReader reader = new StakeReader(database);
  private final Caller sam = staff();
  private final Caller iris = staff();
  private UUID owner = new UUID(0, 0);

  @BeforeEach
  void anOwnerWithTenThousand() {
    owner = member();
    database.inTransaction(
        () ->
            journal.post(
                new PostEntry(
                    "test:" + owner,
                    CauseKind.GENESIS,
                    owner,
                    "fund",
                    List.of(
                        new PostEntry.Line(AccountKind.GENESIS, Journal.FOUNDATION, zen(-10_000)),
                        new PostEntry.Line(AccountKind.MEMBER, owner, zen(10_000)))),
                NOW));
  }

  @Test
  void aPartIsBackAfterItsTimeAndNotBefore() {
    UUID stake = locked(1000);
    UUID leaving = withdraw(stake, 900);
    expectBalances(9000, 100, 900, 0);

    assertThat(complete(leaving, NOW.plus(WAIT).minusSeconds(1))).isFalse();
    assertThat(stakes.due(NOW.plus(WAIT))).contains(leaving);
    assertThat(complete(leaving, NOW.plus(WAIT))).isTrue();
    assertThat(complete(leaving, NOW.plus(WAIT))).isFalse();

    expectBalances(9900, 100, 0, 0);
    refused("unbonding-over", () -> stakes.cancel(owner, leaving, NOW));
    refused("stake-below-minimum", () -> withdraw(stake, 1));
    withdraw(stake, 100);
    expectBalances(9900, 0, 100, 0);
    expectSound();
  }

  @Test
  void aCancelledPartIsLockedAgainOnce() {
    UUID stake = locked(1000);
    UUID leaving = withdraw(stake, 1000);

    database.inTransaction(() -> stakes.cancel(owner, leaving, NOW));
    database.inTransaction(() -> stakes.cancel(owner, leaving, NOW));

    expectBalances(9000, 1000, 0, 0);
    assertThat(complete(leaving, NOW.plus(WAIT))).isFalse();
    expectSound();
  }

  @Test
  void othersCannotTouchItAndSeeNoneThere() {
    UUID stake = locked(1000);
    UUID leaving = withdraw(stake, 500);
    UUID slash = slash(stake, 5000);
    UUID other = member();

    refused("stake-not-found", () -> stakes.withdraw(other, stake, zen(1), LEAST, WAIT, NOW));
    refused("unbonding-not-found", () -> stakes.cancel(other, leaving, NOW));
    refused("slash-not-found", () -> slashes.appeal(other, slash, "It was not me.", NOW));
  }

  @Test
  void whoseObjectionLedToASlashGetsAPartWhenItTakesEffectAndTheRestIsBurned() {
    UUID finder = member();
    UUID slash = slash(locked(1000), 5000);
    database.inTransaction(
        () -> slashes.reward(slash, new Slashes.Finder(AccountKind.MEMBER, finder, 1000)));
    assertThat(free(finder)).isEqualTo(zen(0));
    assertThat(takeEffect(slash, NOW.plus(WINDOW))).isTrue();
    assertThat(takeEffect(slash, NOW.plus(WINDOW))).isFalse();
    expectBalances(9000, 500, 0, 0);
    assertThat(free(finder)).isEqualTo(zen(50));
    expectSound();
  }

  private Amount free(UUID member) {
    return new Amount(
        Asset.ZEN,
        new Sql(database)
            .number(
                "select balance from account where owner_id = ? and kind = 'MEMBER'"
                    + " and asset = 'ZEN'",
                member));
  }

  @Test
  void aSlashReachesWhatUnbondsAndBurnsWhenNobodyAppeals() {
    UUID stake = locked(1000);
    UUID leaving = withdraw(stake, 900);

    UUID slash = slash(stake, 5000);
    expectBalances(9000, 0, 500, 500);
    assertThat(takeEffect(slash, NOW.plus(WINDOW).minusSeconds(1))).isFalse();
    assertThat(slashes.due(NOW.plus(WINDOW))).contains(slash);
    assertThat(takeEffect(slash, NOW.plus(WINDOW))).isTrue();
    assertThat(takeEffect(slash, NOW.plus(WINDOW))).isFalse();
    expectBalances(9000, 0, 500, 0);

    complete(leaving, NOW.plus(WAIT));
    expectBalances(9500, 0, 0, 0);
    assertThat(reader.slash(slash).orElseThrow().slash().state()).isEqualTo(SlashState.EFFECTIVE);
    expectSound();
  }

  @Test
  void anOverturnedSlashGoesBackToWhereItWouldBeNow() {
    UUID stake = locked(1000);
    UUID first = withdraw(stake, 300);
    UUID second = withdraw(stake, 300);
    UUID third = withdraw(stake, 300);
    UUID slash = slash(stake, 10_000);
    expectBalances(9000, 0, 0, 1000);
    appeal(slash);

    database.inTransaction(() -> stakes.cancel(owner, second, NOW));
    complete(first, NOW.plus(WAIT));
    decide(iris, slash, false);
    decide(iris, slash, false);

    expectBalances(9300, 400, 300, 0);
    complete(third, NOW.plus(WAIT));
    expectBalances(9600, 400, 0, 0);
    refused("slash-decided", () -> decide(iris, slash, true));
    expectSound();
  }

  @Test
  void anAppealIsMadeOnceInTimeAndDecidedByAnother() {
    UUID stake = locked(1000);
    UUID slash = slash(stake, 5000);
    refused("slash-without-appeal", () -> decide(iris, slash, true));
    refused("appeal-late", () -> slashes.appeal(owner, slash, "It was not me.", NOW.plus(WINDOW)));
    appeal(slash);
    refused("slash-appealed", () -> appeal(slash));
    assertThat(takeEffect(slash, NOW.plus(WINDOW))).as("an appeal stops the clock").isFalse();
    refused("second-person-needed", () -> decide(sam, slash, true));

    decide(iris, slash, true);

    expectBalances(9000, 500, 0, 0);
    refused("slash-decided", () -> appeal(slash));
    expectSound();
  }

  @Test
  void nobodyIsSlashedTwiceForOneThingAndNotWhereNothingIs() {
    UUID stake = locked(1000);
    slash(stake, 5000);
    refused("slash-repeated", () -> slash(stake, 5000));
    refused(
        "own-stake",
        () -> slashes.slash(owner, draft(stake, "https://example.org/own"), 5000, WINDOW, NOW));
    withdraw(stake, 500);
    slashes(stake, "https://example.org/2", 10_000);
    expectBalances(9000, 0, 0, 1000);
    refused("nothing-to-slash", () -> slashes(stake, "https://example.org/3", 10_000));
    assertThat(reader.slashesOf(owner, new PageRequest(0, 1, "provider")).total()).isEqualTo(2);
    assertThat(reader.slashesOf(owner, new PageRequest(1, 1, "")).items()).hasSize(1);
    assertThat(reader.slashesOf(Ids.next(), new PageRequest(0, 50, "")).total()).isZero();
    assertThat(reader.unbondings(owner, new PageRequest(0, 1, stake.toString())).total())
        .isEqualTo(1);
    assertThat(reader.unbondings(owner, new PageRequest(0, 1, "none of them")).items()).isEmpty();
    assertThat(reader.slashes(new PageRequest(0, 50, "provider")).items())
        .filteredOn(it -> it.amount().equals(zen(500)))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.label()).startsWith("provider "));
  }

  /** What is disputed or on its way back votes still. */
  @Test
  void voteStaysUntilTheMoneyIsGone() {
    UUID voter = member();
    database.inTransaction(
        () ->
            journal.post(
                new PostEntry(
                    "test:vote:" + voter,
                    CauseKind.GENESIS,
                    voter,
                    "fund",
                    List.of(
                        keeper(AccountKind.GENESIS, Journal.FOUNDATION, -10),
                        keeper(AccountKind.MEMBER, voter, 1),
                        keeper(AccountKind.STAKE, voter, 2),
                        keeper(AccountKind.UNBONDING, voter, 3),
                        keeper(AccountKind.DISPUTED, voter, 4))),
                NOW));

    assertThat(journal.votingPower().get(voter)).isEqualTo(Amount.keeper(BigInteger.TEN));

    // Without stakes behind them these accounts would be unsound for the audits of other tests.
    database.inTransaction(
        () ->
            journal.post(
                new PostEntry(
                    "test:vote:end:" + voter,
                    CauseKind.TRANSFER,
                    voter,
                    "end",
                    List.of(
                        keeper(AccountKind.STAKE, voter, -2),
                        keeper(AccountKind.UNBONDING, voter, -3),
                        keeper(AccountKind.DISPUTED, voter, -4),
                        keeper(AccountKind.MEMBER, voter, 9))),
                NOW));
  }

  /** Withdrawals, cancellations, slashes, appeals, decisions and the timer, all on one stake. */
  @Test
  void sixtyFourAtOnceOnOneStakeLoseAndMakeNothing() throws Exception {
    UUID stake = locked(5000);
    UUID leaving = withdraw(stake, 1000);
    UUID slashed = slash(stake, 1000);
    appeal(slashed);
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Future<String>> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        outcomes.add(
            threads.submit(
                () -> {
                  start.await();
                  return attempt(number, stake, leaving, slashed);
                }));
      }
      for (Future<String> outcome : outcomes) {
        assertThat(outcome.get())
            .isIn(
                "done",
                "stake-too-small",
                "stake-below-minimum",
                "unbonding-over",
                "slash-repeated",
                "slash-decided",
                "nothing-to-slash");
      }
    }
    assertThat(outcomes.stream().filter(it -> resultOf(it).equals("done")).count()).isPositive();
    BigInteger burned =
        new Sql(database)
            .number(
                """
                select sum(-p.amount) from posting p join account a on a.id = p.account_id
                join journal_entry e on e.id = p.entry_id
                where a.kind = 'DISPUTED' and a.owner_id = ? and p.amount < 0
                  and e.idempotency_key like 'slash:burn:%'
                """,
                owner);
    long all =
        balance(AccountKind.MEMBER)
            + balance(AccountKind.STAKE)
            + balance(AccountKind.UNBONDING)
            + balance(AccountKind.DISPUTED);
    assertThat(BigInteger.valueOf(all).add(burned)).isEqualTo(BigInteger.valueOf(10_000));
    expectSound();
  }

  private String attempt(int number, UUID stake, UUID leaving, UUID slashed) {
    try {
      switch (number % 6) {
        case 0 -> withdraw(stake, 400);
        case 1 -> database.inTransaction(() -> stakes.cancel(owner, leaving, NOW));
        case 2 -> slashes(stake, "https://example.org/race/" + number / 12, 3000);
        case 3 -> complete(leaving, NOW.plus(WAIT));
        case 4 -> decide(iris, slashed, number % 12 == 4);
        default -> locked(7);
      }
      return "done";
    } catch (Refusal refusal) {
      return refusal.code();
    }
  }

  private static String resultOf(Future<String> future) {
    return future.resultNow();
  }

  private void expectBalances(long member, long stake, long unbonding, long disputed) {
    assertThat(
            List.of(
                balance(AccountKind.MEMBER),
                balance(AccountKind.STAKE),
                balance(AccountKind.UNBONDING),
                balance(AccountKind.DISPUTED)))
        .containsExactly(member, stake, unbonding, disputed);
  }

  /** The audit's questions about stakes, of this owner; other tests lock without money. */
  private void expectSound() {
    try (Connection connection = DriverManager.getConnection(Database.url())) {
      Set<String> asked =
          Set.of(
              "stakes on their way back are the unbonding accounts",
              "slashes open to appeal are the disputed accounts",
              "each slash is the sum of its parts");
      assertThat(MoneyAudit.open(connection))
          .filteredOn(it -> asked.contains(it.name()))
          .hasSize(asked.size())
          .allSatisfy(it -> assertThat(it.example()).as(it.name()).isNull());
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
    assertThat(reader.of(owner).getFirst().locked()).isEqualTo(zen(balance(AccountKind.STAKE)));
  }

  private UUID locked(long amount) {
    return database.inTransaction(
        () -> stakes.lock(owner, StakeRole.COMPUTE_PROVIDER, null, zen(amount), LEAST, NOW));
  }

  private UUID withdraw(UUID stake, long amount) {
    return database.inTransaction(
        () -> stakes.withdraw(owner, stake, zen(amount), LEAST, WAIT, NOW));
  }

  private boolean complete(UUID unbonding, Instant at) {
    return database.inTransaction(() -> stakes.complete(unbonding, at));
  }

  private UUID slash(UUID stake, int share) {
    return slashes(stake, "https://example.org/1", share);
  }

  private UUID slashes(UUID stake, String evidence, int share) {
    return database.inTransaction(
        () -> slashes.slash(sam.id(), draft(stake, evidence), share, WINDOW, NOW));
  }

  private static SlashDraft draft(UUID stake, String evidence) {
    return new SlashDraft(stake, SlashReason.FORGED_WORK, "It did no work.", evidence, null);
  }

  private boolean takeEffect(UUID slash, Instant at) {
    return database.inTransaction(() -> slashes.takeEffect(slash, at));
  }

  private void appeal(UUID slash) {
    database.inTransaction(() -> slashes.appeal(owner, slash, "It was not me.", NOW));
  }

  private void decide(Caller staff, UUID slash, boolean uphold) {
    database.inTransaction(() -> slashes.decide(staff, slash, uphold, "As the log says.", NOW));
  }

  private void refused(String code, Database.Work work) {
    assertThatThrownBy(() -> database.inTransaction(work))
        .isInstanceOfSatisfying(Refusal.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private Caller staff() {
    return new Caller(Caller.Kind.PERSON, member(), "staff", null, Set.of(Role.STAFF));
  }

  private UUID member() {
    UUID id = Ids.next();
    new Sql(database).update("insert into member values (?, ?, 'A member', now())", id, "m" + id);
    return id;
  }

  private long balance(AccountKind kind) {
    return journal.balance(kind, owner, Asset.ZEN).units().longValueExact();
  }

  private static PostEntry.Line keeper(AccountKind kind, UUID id, long units) {
    return new PostEntry.Line(kind, id, Amount.keeper(BigInteger.valueOf(units)));
  }

  private static Amount zen(long units) {
    return new Amount(Asset.ZEN, BigInteger.valueOf(units));
  }
}
