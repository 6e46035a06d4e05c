package ngo.zoo.books.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import ngo.zoo.books.Cursor;
import ngo.zoo.books.TrialBalance;
import ngo.zoo.log.LogRecord;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BooksRulesTest {
  private static final UUID FOUNDATION = new UUID(0, 1);
  private static final UUID MEMBER = new UUID(3, 4);
  private static final byte[] SALT = new byte[32];

  @Test
  void whatIsCommittedNamesNobodyAndJoinsNoTwoEntries() {
    String first = record(new UUID(1, 1), "12.5").text(SALT);
    String second = record(new UUID(1, 2), "12.5").text(SALT);

    assertThat(first)
        .contains("\"amount\":\"-12.5\"", FOUNDATION.toString(), "zoo/journal-entry/1")
        .doesNotContain(MEMBER.toString(), "balance");
    assertThat(owner(first)).matches("[0-9a-f]{32}").isNotEqualTo(owner(second));
    assertThat(record(new UUID(1, 1), "12.5").text(SALT)).isEqualTo(first);
    assertThat(record(new UUID(1, 1), "12.6").text(SALT)).isNotEqualTo(first);
    assertThat(owner(record(new UUID(1, 1), "12.5").text(new byte[] {1})))
        .isNotEqualTo(owner(first));
  }

  @Test
  void everyEntryOfABatchIsProven() {
    for (int size = 1; size <= 17; size++) {
      List<byte[]> leaves =
          IntStream.range(0, size).mapToObj(n -> LogRecord.leafHash("entry " + n)).toList();
      JournalBatch batch = JournalBatch.of(leaves);
      assertThat(batch.size()).isEqualTo(size);
      assertThat(JournalBatch.of(batch.leafHashes()).root()).isEqualTo(batch.root());
      for (int index = 0; index < size; index++) {
        assertThat(batch.inclusion(index).proves(leaves.get(index), batch.root())).isTrue();
        assertThat(batch.hasLeaf(index, leaves.get(index))).isTrue();
        assertThat(batch.hasLeaf(index, LogRecord.leafHash("another"))).isFalse();
      }
    }
  }

  @Test
  void aReversalHasTheOppositeLines() {
    PostEntry reversal = CorrectionRules.reversal(entry(CauseKind.TRANSFER), "paid twice");

    assertThat(reversal.causeKind()).isEqualTo(CauseKind.REVERSAL);
    assertThat(reversal.causeId()).isEqualTo(new UUID(9, 9));
    assertThat(reversal.lines())
        .containsExactly(
            new PostEntry.Line(AccountKind.MEMBER, MEMBER, keeper("5")),
            new PostEntry.Line(AccountKind.TREASURY, FOUNDATION, keeper("-5")));
    assertThat(reversal.memo()).contains("paid twice");
  }

  @ParameterizedTest
  @EnumSource(CauseKind.class)
  void onlyWhatTheJournalAloneKnowsCanBeTakenBack(CauseKind kind) {
    boolean free = kind == CauseKind.TRANSFER || kind == CauseKind.DONATION;

    assertThat(CorrectionRules.obstacle(kind).isEmpty()).isEqualTo(free);
    if (free) {
      CorrectionRules.requireReversible(entry(kind));
    } else {
      assertThatThrownBy(() -> CorrectionRules.requireReversible(entry(kind)))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining(CorrectionRules.obstacle(kind));
    }
  }

  @Test
  void transfersGoBetweenFreeAccountsAndNeedAReason() {
    CorrectionRules.requireTransfer(AccountKind.MEMBER, AccountKind.TREASURY, false, keeper("1"));
    refused(
        "account-not-free",
        () ->
            CorrectionRules.requireTransfer(
                AccountKind.STAKE, AccountKind.MEMBER, false, keeper("1")));
    refused(
        "account-not-free",
        () ->
            CorrectionRules.requireTransfer(
                AccountKind.MEMBER, AccountKind.GENESIS, false, keeper("1")));
    refused(
        "transfer-needs-two-accounts",
        () ->
            CorrectionRules.requireTransfer(
                AccountKind.MEMBER, AccountKind.MEMBER, true, keeper("1")));
    refused(
        "transfer-amount-invalid",
        () ->
            CorrectionRules.requireTransfer(
                AccountKind.MEMBER, AccountKind.NODE, false, keeper("0")));
    refused("reason-invalid", () -> CorrectionRules.reason("  too short "));
    assertThat(CorrectionRules.reason(" posted twice ")).isEqualTo("posted twice");
  }

  @Test
  void cursorsAreReadAsTheyWereWritten() {
    Cursor cursor = new Cursor(new UUID(1, 2), 3);
    assertThat(Cursor.of(cursor.toString())).isEqualTo(cursor);
    assertThat(Cursor.of(" ")).isEqualTo(Cursor.START);
    assertThat(Cursor.of(new UUID(1, 2).toString())).isEqualTo(new Cursor(new UUID(1, 2), 0));
    refused("cursor-unreadable", () -> Cursor.of("x.1"));
    refused("cursor-unreadable", () -> Cursor.of(new UUID(1, 2) + ".x"));
  }

  @Test
  void aTrialBalanceTotalsPerAsset() {
    TrialBalance trial =
        TrialBalance.of(
            Instant.EPOCH,
            List.of(
                row(AccountKind.GENESIS, "10", "0", "-10"),
                row(AccountKind.MEMBER, "2", "12", "10")));
    assertThat(trial.totals())
        .containsExactly(
            new TrialBalance.Total(Asset.KEEPER, keeper("12"), keeper("12"), keeper("0")));
    assertThat(trial.isBalanced()).isTrue();
    assertThat(
            TrialBalance.of(Instant.EPOCH, List.of(row(AccountKind.MEMBER, "1", "2", "1")))
                .isBalanced())
        .isFalse();
  }

  private static void refused(String code, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static TrialBalance.Row row(
      AccountKind kind, String debits, String credits, String balance) {
    return new TrialBalance.Row(
        Asset.KEEPER, kind, 1, keeper(debits), keeper(credits), keeper(balance));
  }

  private static EntryView entry(CauseKind kind) {
    return new EntryView(
        new UUID(9, 9),
        kind,
        new UUID(8, 8),
        "memo",
        Instant.EPOCH,
        List.of(
            new EntryView.PostingView(AccountKind.MEMBER, MEMBER, "M", keeper("-5"), null),
            new EntryView.PostingView(AccountKind.TREASURY, FOUNDATION, "F", keeper("5"), null)));
  }

  private static EntryRecord record(UUID id, String amount) {
    return new EntryRecord(
        id,
        CauseKind.TRANSFER,
        new UUID(5, 5),
        "memo",
        Instant.parse("2026-01-05T09:00:00.000001Z"),
        List.of(
            new EntryRecord.Posting(AccountKind.MEMBER, MEMBER, keeper(amount).negate()),
            new EntryRecord.Posting(AccountKind.TREASURY, FOUNDATION, keeper(amount))));
  }

  private static String owner(String text) {
    return text.replaceFirst(".*\"kind\":\"MEMBER\",\"owner\":\"([0-9a-f-]+)\".*", "$1");
  }

  private static Amount keeper(String decimal) {
    return Amount.parse(Asset.KEEPER, decimal);
  }
}
