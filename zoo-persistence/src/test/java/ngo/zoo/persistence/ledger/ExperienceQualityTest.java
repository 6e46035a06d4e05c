package ngo.zoo.persistence.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.LockModeType;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import ngo.zoo.ledger.EvidenceView;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.ExperienceVoteView;
import ngo.zoo.ledger.RecordEvidence;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.VoteValue;
import ngo.zoo.ledger.rules.EvidenceRecord;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.ledger.rules.QualityRule;
import ngo.zoo.ledger.rules.QualityRule.Counters;
import ngo.zoo.ledger.rules.VoteShare;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Votes, uses, quality, order of pruning and evidence on a real database, under concurrency. */
class ExperienceQualityTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.120Z");
  private static final QualityRule RULE = new QualityRule(4000, 3000, 3000, VoteShare.RAW);
  private static final int THREADS = 64;
  private static final Amount FIVE = Amount.keeper(BigInteger.valueOf(5));
  private static final Amount LARGE = Amount.keeper(BigInteger.TEN.pow(60));
  private static LedgerDatabase database;
  private static UUID author;

  @BeforeAll
  static void start() {
    database = new LedgerDatabase();
    author = database.member("maya");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void aVoteIsCastChangedRepeatedAndTakenBack() {
    UUID id = adopted("vote.one", 0, NOW);
    UUID omar = database.member("vote.one.omar");
    UUID lin = database.member("vote.one.lin");

    assertThat(cast(id, omar, VoteValue.UP)).isEqualTo(view(id, VoteValue.UP, 1, 0));
    assertThat(cast(id, omar, VoteValue.UP)).isEqualTo(view(id, VoteValue.UP, 1, 0));
    assertThat(cast(id, lin, VoteValue.UP)).isEqualTo(view(id, VoteValue.UP, 2, 0));
    assertThat(cast(id, omar, VoteValue.DOWN)).isEqualTo(view(id, VoteValue.DOWN, 1, 1));
    assertThat(takeBack(id, omar)).isEqualTo(view(id, null, 1, 0));
    assertThat(takeBack(id, omar)).isEqualTo(view(id, null, 1, 0));
    assertThat(cast(id, omar, VoteValue.DOWN)).isEqualTo(view(id, VoteValue.DOWN, 1, 1));
    assertThatThrownBy(() -> database.write(w -> w.votes.of(new UUID(1, 1), omar)))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.code()).isEqualTo("experience-not-found"));
  }

  @Test
  void countersAreWhatTheLastWordsAddUpToUnderSixtyFourThreads() throws Exception {
    UUID id = adopted("vote.many", 0, NOW);
    List<UUID> members =
        IntStream.range(0, 8).mapToObj(i -> database.member("vote.many." + i)).toList();
    List<Callable<Object>> work = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(thread);
      work.add(
          () -> {
            for (int i = 0; i < 15; i++) {
              UUID member = members.get(random.nextInt(members.size()));
              switch (random.nextInt(3)) {
                case 0 -> cast(id, member, VoteValue.UP);
                case 1 -> cast(id, member, VoteValue.DOWN);
                default -> takeBack(id, member);
              }
            }
            return id;
          });
    }
    together(work);

    long up = count("experience_vote where value = 'UP' and experience_id = '" + id + "'");
    long down = count("experience_vote where value = 'DOWN' and experience_id = '" + id + "'");
    ExperienceView view = database.experiences.experience(id);
    assertThat(view.upvotes()).isEqualTo(up);
    assertThat(view.downvotes()).isEqualTo(down);
    assertThat(up + down).isPositive();
  }

  @Test
  void everyUseAndEarningIsCountedOnceAlsoWhenACountEndsHalfWay() throws Exception {
    UUID hot = adopted("use.many", 0, NOW);
    UUID other = adopted("use.many", 1, NOW);
    List<Callable<Object>> work = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      boolean counts = thread % 8 == 0;
      int number = thread;
      work.add(
          () -> {
            for (int i = 0; i < 20; i++) {
              if (counts) {
                database.write(w -> w.uses.fold(3));
              } else {
                boolean both = i % 2 == 0;
                database.write(w -> use(w, both ? List.of(hot, other) : List.of(hot)));
                database.write(w -> earn(w, Map.of(hot, FIVE, other, LARGE)));
              }
              if (number == 1) {
                countAndFail();
              }
            }
            return hot;
          });
    }
    together(work);
    while (database.write(w -> w.uses.fold(100)) > 0) {
      // until nothing waits
    }

    assertThat(database.experiences.experience(hot).usageCount()).isEqualTo(56 * 20);
    assertThat(database.experiences.experience(other).usageCount()).isEqualTo(56 * 10);
    assertThat(earned(hot)).isEqualTo(BigInteger.valueOf(56 * 20 * 5));
    assertThat(earned(other)).isEqualTo(LARGE.units().multiply(BigInteger.valueOf(56 * 20)));
    assertThat(count("experience_use")).isZero();
  }

  /** As a server that is killed between taking uses out and the end of its transaction. */
  private static void countAndFail() {
    assertThatThrownBy(
            () ->
                database.write(
                    w -> {
                      w.uses.fold(50);
                      throw new IllegalStateException("killed");
                    }))
        .hasMessage("killed");
  }

  @Test
  void settlingWaitsForNobodyWhoHoldsTheExperience() {
    UUID id = adopted("use.held", 0, NOW);
    database.write(
        holder -> {
          holder.experiences.lock(id);
          return database.write(w -> use(w, List.of(id)));
        });
    database.write(w -> w.uses.fold(1000));

    assertThat(database.experiences.experience(id).usageCount()).isEqualTo(1);
  }

  @Test
  void anEntityWrittenBackDoesNotUndoCounters() {
    UUID id = adopted("use.entity", 0, NOW);
    UUID omar = database.member("use.entity.omar");
    database.write(
        holder -> {
          Experience read = holder.em.find(Experience.class, id);
          cast(id, omar, VoteValue.UP);
          read.embed(new StoredVector("one/1", new float[] {1}));
          return id;
        });

    assertThat(database.experiences.experience(id).upvotes()).isEqualTo(1);
  }

  @Test
  void storedQualityIsWhatTheRuleSays() {
    Random random = new Random(5);
    for (VoteShare votes : VoteShare.values()) {
      String domain = "quality." + votes.name().toLowerCase(Locale.ROOT);
      List<UUID> ids = new ArrayList<>();
      Map<UUID, Counters> counters = new HashMap<>();
      for (int i = 0; i < 60; i++) {
        ids.add(adopted(domain, i, NOW));
      }
      QualityRule rule = new QualityRule(1 + random.nextInt(10_000), 3000, 77, votes);
      assertThat(refresh(domain, rule)).isEqualTo(60);
      for (UUID id : ids) {
        int scale = 1 + random.nextInt(1000);
        database.execute(
            "update experience set upvotes = %d, downvotes = %d, usage_count = %d where id = '%s'"
                .formatted(
                    random.nextInt(scale), random.nextInt(scale), random.nextInt(scale), id));
      }
      refresh(domain, rule);
      for (UUID id : ids) {
        counters.put(id, database.write(w -> w.quality.counters(id)));
        assertThat(database.experiences.experience(id).qualityBasisPoints())
            .as("%s of %s", votes, counters.get(id))
            .isEqualTo(rule.of(counters.get(id)).qualityBasisPoints());
      }
      assertThat(refresh(domain, rule)).isZero();
    }
  }

  @Test
  void aRowThatSomebodyHoldsIsLeftForTheNextTime() {
    UUID held = adopted("quality.held", 0, NOW);
    adopted("quality.held", 1, NOW);
    int changed =
        database.write(
            holder -> {
              holder.experiences.lock(held);
              return refresh("quality.held", RULE);
            });

    assertThat(changed).isEqualTo(1);
    assertThat(database.experiences.experience(held).qualityBasisPoints()).isNull();
    assertThat(refresh("quality.held", RULE)).isEqualTo(1);
  }

  @Test
  void whatDoesNotChangeIsNotEvenLocked() {
    adopted("quality.still", 0, NOW);
    adopted("quality.still", 1, NOW);
    assertThat(refresh("quality.still", RULE)).isEqualTo(2);
    String before = lockers("quality.still");

    assertThat(refresh("quality.still", RULE)).isZero();
    assertThat(lockers("quality.still")).isEqualTo(before);
  }

  /** Which transaction wrote or locked each row last. */
  private static String lockers(String domain) {
    return new Sql(database.source())
        .first(
            "select string_agg(xmin::text || ' ' || xmax::text, ', ' order by id) from experience"
                + " where domain = ?",
            row -> row.getString(1),
            domain)
        .orElseThrow();
  }

  @Test
  void theLowestGoesFirstThenTheOlderThenByLeaf() {
    library("prune.order");
    Instant early = NOW.minus(Duration.ofDays(30));
    ExperienceCore praised = core("prune.order", 0, early);
    ExperienceCore older = core("prune.order", 1, early);
    ExperienceCore later = core("prune.order", 2, early.plusSeconds(1));
    ExperienceCore twin = core("prune.order", 3, early.plusSeconds(1));
    ExperienceCore blamed = core("prune.order", 4, early);
    ExperienceCore proven = core("prune.order", 5, early);
    ExperienceCore doubtful = core("prune.order", 6, early.plusSeconds(2));
    append("prune.order", List.of(praised, older, later, twin, blamed, proven, doubtful), early);
    ExperienceCore fresh = core("prune.order", 7, NOW);
    append("prune.order", List.of(fresh), NOW);
    cast(praised.id(), database.member("prune.1"), VoteValue.UP);
    cast(blamed.id(), database.member("prune.2"), VoteValue.DOWN);
    measure(proven, 100, NOW);
    measure(doubtful, 100, NOW.minusSeconds(60));
    measure(doubtful, -5, NOW);
    refresh("prune.order", RULE);

    List<UUID> order = database.write(w -> w.pruning.prunable("prune.order", early));

    List<ExperienceCore> twins = new ArrayList<>(List.of(later, twin));
    twins.sort((a, b) -> Arrays.compareUnsigned(a.cid().digest(), b.cid().digest()));
    assertThat(order)
        .containsExactly(
            blamed.id(),
            older.id(),
            twins.get(0).id(),
            twins.get(1).id(),
            doubtful.id(),
            praised.id());
    List<UUID> withoutGrace = database.write(w -> w.pruning.prunable("prune.order", NOW));
    assertThat(withoutGrace).contains(fresh.id());
  }

  @Test
  void whatIsPrunedStaysProvableInOlderVersions() {
    library("prune.step");
    ExperienceCore goes = core("prune.step", 0, NOW);
    append("prune.step", List.of(goes, core("prune.step", 1, NOW)), NOW);
    UUID cause = UUID.randomUUID();

    int number =
        database.write(
            w -> {
              Library library = w.libraries.lock("prune.step");
              List<LibraryStep> steps =
                  w.pruning.lock(List.of(goes.id())).stream()
                      .peek(Experience::prune)
                      .map(LibraryStep::remove)
                      .toList();
              return w.libraries.apply(library, steps, VersionCause.PRUNING, cause, NOW);
            });

    assertThat(database.experiences.experience(goes.id()).status())
        .isEqualTo(ExperienceStatus.PRUNED);
    assertThat(database.libraries.version("prune.step", number).size()).isEqualTo(1);
    assertThat(database.libraries.version("prune.step", number).causeId()).isEqualTo(cause);
    assertThat(database.libraries.members("prune.step", 1, PageRequest.first(9)).items())
        .extracting(ExperienceView::id)
        .contains(goes.id());
  }

  @Test
  void pruningDoesNotWaitForWhoeverHoldsAnExperience() {
    UUID held = adopted("prune.busy", 0, NOW);
    UUID free = adopted("prune.busy", 1, NOW);
    database.write(
        holder -> {
          holder.em.find(Experience.class, held, LockModeType.PESSIMISTIC_WRITE);
          assertThatThrownBy(() -> database.write(w -> w.pruning.lock(List.of(held, free)).size()))
              .isInstanceOfSatisfying(
                  Refusal.class, r -> assertThat(r.code()).isEqualTo("library-busy"));
          return held;
        });
  }

  @Test
  void evidenceReadsBackNewestFirstAndIsNeverChanged() {
    UUID id = adopted("evidence.one", 0, NOW);
    ExperienceCore core = core("evidence.two", 1, NOW);
    database.write(w -> w.experiences.add(core, ExperienceStatus.IN_VOTE).id());
    EvidenceRecord first = measure(core, 50, NOW.minusSeconds(5));
    EvidenceRecord second = measure(core, 70, NOW);

    List<EvidenceView> found = database.evidence.page(core.id(), PageRequest.first(10)).items();

    assertThat(found).extracting(EvidenceView::id).containsExactly(second.id(), first.id());
    assertThat(found.getFirst().measured()).isEqualTo(second.measured());
    assertThat(found.getFirst().recorder()).isEqualTo("maya");
    assertThat(database.evidence.page(id, PageRequest.first(10)).total()).isZero();
    for (String tampering :
        List.of(
            "update experience_evidence set effect_bp = 1", "delete from experience_evidence")) {
      assertThatThrownBy(() -> database.execute(tampering))
          .hasRootCauseInstanceOf(SQLException.class)
          .hasStackTraceContaining("permission denied");
    }
  }

  private static EvidenceRecord measure(ExperienceCore core, int low, Instant at) {
    RecordEvidence measured =
        new RecordEvidence(
            low + 100,
            low,
            low + 200,
            400,
            5000,
            5100 + low,
            "zoo-keeper-tiny",
            1,
            "held-out",
            "ab".repeat(32),
            Amount.parse(Asset.KEEPER, "2.5"),
            at);
    EvidenceRecord record =
        new EvidenceRecord(Ids.next(), core.id(), core.cid().text(), measured, author, NOW);
    database.evidence.add(record);
    return record;
  }

  private static boolean use(LedgerDatabase.Writers writers, List<UUID> ids) {
    writers.uses.add(ids);
    writers.uses.add(List.of());
    return true;
  }

  private static boolean earn(LedgerDatabase.Writers writers, Map<UUID, Amount> earned) {
    writers.uses.addEarned(earned);
    writers.uses.addEarned(Map.of());
    return true;
  }

  private static BigInteger earned(UUID id) {
    return database.experiences.experience(id).earned().units();
  }

  private static ExperienceVoteView cast(UUID id, UUID member, VoteValue value) {
    return database.write(
        w -> {
          w.votes.cast(id, member, value, NOW);
          return w.votes.of(id, member);
        });
  }

  private static ExperienceVoteView takeBack(UUID id, UUID member) {
    return database.write(
        w -> {
          w.votes.takeBack(id, member, NOW);
          return w.votes.of(id, member);
        });
  }

  private static ExperienceVoteView view(UUID id, @Nullable VoteValue value, long up, long down) {
    return new ExperienceVoteView(id, value, NOW, up, down);
  }

  private static int refresh(String domain, QualityRule rule) {
    return database.write(w -> w.quality.refresh(domain, rule));
  }

  private static void together(List<Callable<Object>> work) throws Exception {
    Collections.shuffle(work, new Random(1));
    try (var pool = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Object> done : pool.invokeAll(work)) {
        done.get();
      }
    }
  }

  private static long count(String from) {
    try (Connection connection = database.source().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from " + from)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void library(String domain) {
    database.write(
        w -> {
          w.libraries.create(new Library(domain, "Test", "For a test."));
          return domain;
        });
  }

  private static UUID adopted(String domain, int number, Instant at) {
    return database.write(
        w -> w.experiences.add(core(domain, number, at), ExperienceStatus.ADOPTED).id());
  }

  private static void append(String domain, List<ExperienceCore> cores, Instant at) {
    database.write(
        w -> {
          Library library = w.libraries.lock(domain);
          List<Experience> added =
              cores.stream().map(c -> w.experiences.add(c, ExperienceStatus.ADOPTED)).toList();
          return w.libraries.append(library, added, VersionCause.GENESIS, author, at);
        });
  }

  private static ExperienceCore core(String domain, int number, Instant at) {
    return new ExperienceCore(
        UUID.randomUUID(), domain, "When case " + number + ", do it.", 9000, List.of(), at, author);
  }
}
