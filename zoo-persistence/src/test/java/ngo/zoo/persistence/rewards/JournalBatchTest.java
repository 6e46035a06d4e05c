package ngo.zoo.persistence.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
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
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalBatchTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

  private final Database database = new Database();
  private final Journal journal = new Journal(database);
  private final JournalReader reader = new JournalReader(database);

  /** Random batches and the same entries one by one leave the same balances and lines. */
  @Test
  void aBatchPostsWhatTheEntriesOneByOneWould() {
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      List<UUID> batched = funded(5, 1_000);
      List<UUID> single = funded(5, 1_000);
      List<int[]> moves =
          Stream.generate(
                  () -> new int[] {random.nextInt(5), random.nextInt(5), 1 + random.nextInt(9)})
              .limit(25)
              .toList();

      List<UUID> ids = postAll(moves.stream().map(move -> transfer(batched, move)).toList());
      List<UUID> expected = moves.stream().map(move -> post(transfer(single, move))).toList();

      assertThat(lines(ids)).as("seed %d", seed).isEqualTo(lines(expected));
      assertThat(batched.stream().map(this::balance))
          .as("seed %d", seed)
          .isEqualTo(single.stream().map(this::balance).toList());
    }
    assertThat(journal.check().sound()).isTrue();
  }

  /** As above with two assets, up to six lines, members who stand twice in one, and used keys. */
  @Test
  void aBatchOfLongEntriesPostsWhatTheyOneByOneWould() {
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      List<UUID> batched = funded(5, 1_000);
      List<UUID> single = funded(5, 1_000);
      List<PostEntry> ours = new ArrayList<>();
      List<PostEntry> theirs = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        boolean again = i > 0 && random.nextInt(5) == 0;
        int[][] moves =
            Stream.generate(
                    () -> new int[] {random.nextInt(5), random.nextInt(5), 1 + random.nextInt(9)})
                .limit(1 + random.nextInt(3))
                .toArray(int[][]::new);
        ours.add(again ? ours.getLast() : entry(batched, moves));
        theirs.add(again ? theirs.getLast() : entry(single, moves));
      }

      List<UUID> ids = postAll(ours);
      List<UUID> expected = theirs.stream().map(this::post).toList();

      assertThat(lines(ids)).as("seed %d", seed).isEqualTo(lines(expected));
      assertThat(postAll(ours)).isEqualTo(ids);
    }
    assertThat(journal.check().sound()).isTrue();
  }

  /** What counts is the balance after an entry, not after each of its lines. */
  @Test
  void anAccountMayGoBelowZeroWithinAnEntry() {
    List<UUID> members = funded(2, 100);
    PostEntry entry =
        new PostEntry(
            key(),
            CauseKind.TRANSFER,
            members.get(0),
            "",
            List.of(
                line(members.get(0), -150), line(members.get(1), 90), line(members.get(0), 60)));

    postAll(List.of(entry, transfer(members, 0, 1, 10)));

    assertThat(members.stream().map(this::balance)).containsExactly(0L, 200L);
  }

  /** Whoever may call the function cannot post by it what the journal does not ask for. */
  @ParameterizedTest
  @CsvSource({
    "'1,1,2,2', '1,2,1,2', '-1,2,-2,1', KEEPER",
    "'1,1,1,1', '1,2,1,2', '-1,1,-1,1', KEEPER",
    "'2,2,1,1', '1,2,1,2', '-1,1,-1,1', KEEPER",
    "'1,2,1,2', '1,1,2,2', '-1,-1,1,1', KEEPER",
    "'1,1,3,3', '1,2,1,2', '-1,1,-1,1', KEEPER",
    "'0,0,1,1', '1,2,1,2', '-1,1,-1,1', KEEPER",
    "'1,1,2,null', '1,2,1,2', '-1,1,-1,1', KEEPER",
    "'1,1,2,2', '1,2,1,3', '-1,1,-1,1', KEEPER",
    "'1,1,2,2', '1,2,0,2', '-1,1,-1,1', KEEPER",
    "'1,1,2,2', '1,2,null,2', '-1,1,-1,1', KEEPER",
    "'1,1,2,2', '1,2,1,2', '-1,1,0,0', KEEPER",
    "'1,1,2,2', '1,2,1,2', '-1,1,0.5,-0.5', KEEPER",
    "'1,1,2,2', '1,2,1,2', '-1,1,null,null', KEEPER",
    "'1,1,2,2', '1,2,1', '-1,1,-1,1', KEEPER",
    "'1,1,2,2', '1,2,1,2', '-1,1,-1', KEEPER",
    "'1,1,2,2', '1,2,1,2', '-1,1,-1,1', ZEN",
    "'1,1,2,2', '1,2,1,2', '-1,1,-1,1', null",
  })
  void linesThatAreNoBalancedEntriesAreRefused(
      String entries, String accounts, String amounts, String secondAsset) {
    List<UUID> members = funded(2, 100);

    assertThatThrownBy(
            () ->
                database.inTransaction(
                    () ->
                        new Sql(database)
                            .first(
                                """
                                select post_entries(array[uuidv7(), uuidv7()], array['a', 'b'],
                                  '{TRANSFER,TRANSFER}', array[uuidv7(), uuidv7()], '{"",""}',
                                  now(), array[?, ?], ?, cast(? as integer[]),
                                  cast(? as integer[]), cast(? as numeric[]))
                                """,
                                row -> String.valueOf(row.getString(1)),
                                account(members.get(0)),
                                account(members.get(1)),
                                new String[] {"KEEPER", secondAsset},
                                "{" + entries + "}",
                                "{" + accounts + "}",
                                "{" + amounts + "}")))
        .isInstanceOfSatisfying(
            SqlFailure.class, failure -> assertThat(failure.state()).isEqualTo("ZO002"));
    assertThat(members.stream().map(this::balance)).containsExactly(100L, 100L);
  }

  @Test
  void usedKeysGiveTheFirstIdAndMoveNothing() {
    List<UUID> members = funded(2, 100);
    PostEntry before = transfer(members, 0, 1, 10);
    PostEntry twice = transfer(members, 0, 1, 5);
    PostEntry once = transfer(members, 0, 1, 1);
    UUID first = post(before);

    List<UUID> ids = postAll(List.of(twice, before, once, twice));
    List<UUID> again = postAll(List.of(twice, before, once, twice));

    assertThat(ids.get(1)).isEqualTo(first);
    assertThat(ids.get(3)).isEqualTo(ids.get(0));
    assertThat(ids).hasSize(4);
    assertThat(ids.subList(0, 3)).doesNotHaveDuplicates();
    assertThat(again).isEqualTo(ids);
    assertThat(balance(members.get(1))).isEqualTo(116);
  }

  /** The third cannot be paid at its place, although the fourth would bring enough. */
  @Test
  void oneThatCannotBePaidRefusesTheBatch() {
    List<UUID> members = funded(2, 100);
    List<PostEntry> entries =
        List.of(
            transfer(members, 0, 1, 60),
            transfer(members, 1, 0, 20),
            transfer(members, 0, 1, 61),
            transfer(members, 1, 0, 90));

    assertThatThrownBy(() -> postAll(entries))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("insufficient-funds");
              assertThat(refusal.getMessage()).contains(units(61).toString(), units(60).toString());
            });
    assertThat(balance(members.get(0))).isEqualTo(100);
    // The keys are free again: nothing of the refused batch is left.
    postAll(entries.subList(0, 2));
    assertThat(balance(members.get(0))).isEqualTo(60);
  }

  @Test
  void oneThatIsUnbalancedOrEmptyRefusesTheBatch() {
    List<UUID> members = funded(2, 100);
    PostEntry good = transfer(members, 0, 1, 1);
    PostEntry unbalanced =
        new PostEntry(
            key(), CauseKind.TRANSFER, members.get(0), "", List.of(line(members.get(0), -1)));
    PostEntry cancelling =
        new PostEntry(
            key(), CauseKind.TRANSFER, members.get(0), "", List.of(line(members.get(0), 1)));
    PostEntry empty = new PostEntry(key(), CauseKind.TRANSFER, members.get(0), "", List.of());

    for (List<PostEntry> batch :
        List.of(List.of(good, unbalanced), List.of(unbalanced, cancelling), List.of(good, empty))) {
      assertThatThrownBy(() -> postAll(batch))
          .isInstanceOfSatisfying(
              SqlFailure.class, failure -> assertThat(failure.state()).isEqualTo("ZO002"));
    }
    assertThat(postAll(List.of())).isEmpty();
    assertThat(balance(members.get(1))).isEqualTo(100);
  }

  /**
   * Batches over the same accounts and keys, in all orders, neither wait for ever nor post twice.
   */
  @Test
  void racingBatchesWithSharedKeysPostEachOnce() throws Exception {
    List<UUID> members = funded(8, 1_000);
    List<PostEntry> entries = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      entries.add(transfer(members, i % 8, (i + 3) % 8, i + 1));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<List<UUID>>> done = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        List<PostEntry> shuffled = new ArrayList<>(entries);
        java.util.Collections.shuffle(shuffled, new Random(i));
        done.add(threads.submit(() -> postAll(shuffled)));
      }
      List<UUID> first = done.getFirst().get().stream().sorted().toList();
      for (Future<List<UUID>> each : done) {
        assertThat(each.get().stream().sorted().toList()).isEqualTo(first);
      }
    }
    assertThat(members.stream().mapToLong(this::balance).sum()).isEqualTo(8_000);
    assertThat(journal.check().sound()).isTrue();
  }

  private List<UUID> funded(int members, long amount) {
    List<UUID> ids = Stream.generate(Ids::next).limit(members).toList();
    postAll(
        ids.stream()
            .map(
                id ->
                    new PostEntry(
                        key(),
                        CauseKind.GENESIS,
                        id,
                        "fund",
                        List.of(
                            new PostEntry.Line(
                                AccountKind.GENESIS, Journal.FOUNDATION, units(-amount)),
                            line(id, amount))))
            .toList());
    return ids;
  }

  private List<List<String>> lines(List<UUID> entries) {
    return entries.stream()
        .map(id -> reader.entry(id).map(EntryView::postings).orElseThrow())
        .map(postings -> postings.stream().map(p -> p.amount() + " → " + p.balanceAfter()).toList())
        .toList();
  }

  private UUID post(PostEntry entry) {
    return database.inTransaction(() -> journal.post(entry, AT));
  }

  private List<UUID> postAll(List<PostEntry> entries) {
    return database.inTransaction(() -> journal.postAll(entries, AT));
  }

  private long balance(UUID member) {
    return journal.balance(AccountKind.MEMBER, member, Asset.KEEPER).units().longValueExact();
  }

  private static PostEntry transfer(List<UUID> members, int... move) {
    UUID from = members.get(move[0]);
    return new PostEntry(
        key(),
        CauseKind.TRANSFER,
        from,
        "transfer",
        List.of(line(from, -move[2]), line(members.get(move[1]), move[2])));
  }

  private static PostEntry entry(List<UUID> members, int[]... moves) {
    List<PostEntry.Line> lines = new ArrayList<>();
    for (int[] move : moves) {
      lines.add(line(members.get(move[0]), -move[2]));
      lines.add(line(members.get(move[1]), move[2]));
    }
    Amount zen = new Amount(Asset.ZEN, BigInteger.valueOf(moves.length));
    lines.add(1, new PostEntry.Line(AccountKind.EXTERNAL, members.getFirst(), zen.negate()));
    lines.add(new PostEntry.Line(AccountKind.MEMBER, members.get(moves[0][0]), zen));
    return new PostEntry(key(), CauseKind.TRANSFER, members.getFirst(), "moves", lines);
  }

  private UUID account(UUID member) {
    return journal.open(AccountKind.MEMBER, member, Asset.KEEPER, AT);
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
}
