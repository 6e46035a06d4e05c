package ngo.zoo.persistence.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.junit.jupiter.api.Test;

/** Locks that go at the commit, and the word that the disk has it. */
class EarlyPostingTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

  private final Database database = new Database();
  private final Journal journal = new Journal(database);
  private final Durability durability = new Durability(database);
  private final UUID member = Ids.next();

  @Test
  void onlyTheTransactionThatPostsEarlyDoesNotWaitForTheDisk() {
    List<String> settings = new ArrayList<>();
    database.inTransaction(
        () -> {
          waitForTheDisk();
          journal.postAll(List.of(grant(1)), AT);
          settings.add(setting());
          journal.postAllEarly(List.of(grant(2)), AT);
          settings.add(setting());
        });
    database.inTransaction(
        () -> {
          waitForTheDisk();
          settings.add(setting());
        });

    assertThat(settings).containsExactly("on", "off", "on");
    assertThat(balance()).isEqualTo(3);
  }

  @Test
  void whatWasAwaitedIsFlushed() {
    EarlyPosting posted = early(List.of(grant(1), grant(2)));
    String written = text("select pg_current_wal_insert_lsn()::text");

    database.inTransaction(
        () -> {
          waitForTheDisk();
          durability.await(posted);
        });

    assertThat(text("select (pg_current_wal_flush_lsn() >= '" + written + "'::pg_lsn)::text"))
        .isEqualTo("true");
  }

  /** As after a crash that took the commit with it. */
  @Test
  void whatIsNotThereIsNotDurable() {
    List<EarlyPosting> lost = new ArrayList<>();
    PostEntry entry = grant(5);
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    () -> {
                      lost.add(journal.postAllEarly(List.of(entry), AT));
                      throw new IllegalArgumentException("crash");
                    }))
        .hasMessageContaining("crash");

    assertThatThrownBy(() -> durability.await(lost.getFirst()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("same keys");

    durability.await(early(List.of(entry)));
    assertThat(balance()).isEqualTo(5);
  }

  /** A new entry stands for its batch; of entries that were there before none stands for others. */
  @Test
  void theWitnessesStandForAll() {
    PostEntry first = grant(1);
    PostEntry second = grant(2);
    EarlyPosting fresh = early(List.of(first));
    EarlyPosting mixed = early(List.of(first, second));
    EarlyPosting again = early(List.of(second, first, second));

    assertThat(fresh.witnesses()).isEqualTo(fresh.entries());
    assertThat(mixed.witnesses()).containsExactly(mixed.entries().getLast());
    assertThat(again.witnesses()).containsExactlyElementsOf(mixed.entries().reversed());
    assertThat(early(List.of())).isEqualTo(EarlyPosting.NOTHING);
    durability.await(again);
    durability.await(EarlyPosting.NOTHING);
    assertThat(balance()).isEqualTo(3);
  }

  private EarlyPosting early(List<PostEntry> entries) {
    return database.inTransaction(() -> journal.postAllEarly(entries, AT));
  }

  /** The tests' server does not wait by itself. */
  private void waitForTheDisk() {
    text("select set_config('synchronous_commit', 'on', true)");
  }

  private String setting() {
    return text("select current_setting('synchronous_commit')");
  }

  private String text(String sql) {
    return new Sql(database).first(sql, row -> row.getString(1)).orElseThrow();
  }

  private long balance() {
    return journal.balance(AccountKind.MEMBER, member, Asset.KEEPER).units().longValueExact();
  }

  private PostEntry grant(long units) {
    Amount amount = Amount.keeper(BigInteger.valueOf(units));
    return new PostEntry(
        "test:" + UUID.randomUUID(),
        CauseKind.GENESIS,
        member,
        "grant",
        List.of(
            new PostEntry.Line(AccountKind.GENESIS, Journal.FOUNDATION, amount.negate()),
            new PostEntry.Line(AccountKind.MEMBER, member, amount)));
  }
}
