package ngo.zoo.persistence.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceQuery;
import ngo.zoo.ledger.ExperienceQuery.Order;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExperienceSearchTest {
  private static final int ROWS = Integer.getInteger("zoo.search.rows", 10_000);
  private static final ExperienceQuery ANY = ExperienceQuery.of(null, null);

  private static LedgerDatabase database;
  private static UUID author;
  private static UUID other;

  @BeforeAll
  static void start() {
    database = new LedgerDatabase();
    author = database.member("lin");
    other = database.member("ada");
    database.executeAsOwner(
        """
        insert into content_block
          select 'cid-' || i, '', now() from generate_series(1, %1$d) as i;
        insert into experience (id, domain, text, text_key, confidence_bp, examples, author_id,
            created_at, status, leaf_data, cid, usage_count, quality_bp)
          select ('00000000-0000-0000-0000-' || lpad(to_hex(i), 12, '0'))::uuid,
            'library.' || (i %% 100),
            'When case ' || md5(i::text) || ' shows, take step ' || md5((i + 7)::text) || '.',
            'key ' || i, 5000, '[]', case when i %% 50 = 0 then '%2$s'::uuid else '%3$s'::uuid end,
            timestamptz '2026-01-01' + i * interval '1 second',
            case when i %% 10 = 0 then 'REJECTED' else 'ADOPTED' end,
            decode(repeat('00', 32), 'hex'), 'cid-' || i, (i * 7919) %% 1000,
            case when i %% 4 > 0 then (i * 31) %% 10001 end
          from generate_series(1, %1$d) as i;
        analyze experience;
        """
            .formatted(ROWS, other, author));
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void aSearchFindsPartsOfWordsInAnyCaseAndNothingElse() {
    List<ExperienceView> all = all();
    Random random = new Random(3);
    for (int i = 0; i < 60; i++) {
      String text = all.get(random.nextInt(all.size())).text();
      int from = random.nextInt(text.length() - 12);
      String part = text.substring(from, from + 1 + random.nextInt(12));
      long expected =
          all.stream()
              .filter(
                  e -> e.text().toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)))
              .count();

      assertThat(total(ANY, part.toUpperCase(Locale.ROOT))).as(part).isEqualTo(expected);
    }
    assertThat(total(ANY, "%_%")).isZero();
    assertThat(total(ANY, "'; drop table experience; --")).isZero();
  }

  @Test
  void everyFilterNarrowsAndTheyNarrowTogether() {
    assertThat(total(ANY, "")).isEqualTo(ROWS);
    assertThat(total(ExperienceQuery.of("library.7", null), "")).isEqualTo(ROWS / 100);
    assertThat(total(ExperienceQuery.of(null, ExperienceStatus.REJECTED), "")).isEqualTo(ROWS / 10);
    assertThat(total(by(other, Set.of()), "")).isEqualTo(ROWS / 50);
    assertThat(total(by(other, EnumSet.of(ExperienceStatus.ADOPTED)), "")).isZero();
    assertThat(
            total(
                by(null, EnumSet.of(ExperienceStatus.ADOPTED, ExperienceStatus.REJECTED)), "case"))
        .isEqualTo(ROWS);
    assertThat(total(by(null, EnumSet.of(ExperienceStatus.PRUNED)), "")).isZero();
  }

  @Test
  void theMostUsedComeFirstWhenWanted() {
    ExperienceQuery search =
        new ExperienceQuery("library.7", Set.of(), null, null, null, Order.MOST_USED);

    List<ExperienceView> found = database.experiences.page(search, PageRequest.first(50)).items();

    assertThat(found).isSortedAccordingTo((a, b) -> Long.compare(b.usageCount(), a.usageCount()));
    assertThat(database.experiences.page(ANY, PageRequest.first(50)).items())
        .isSortedAccordingTo((a, b) -> b.createdAt().compareTo(a.createdAt()));
  }

  @Test
  void aRangeOfQualityNarrowsAndTheBestComeFirstWhenWanted() {
    ExperienceQuery good =
        new ExperienceQuery("library.7", Set.of(), null, 3_000, 8_000, Order.QUALITY);
    List<Integer> all =
        all().stream()
            .filter(e -> e.domain().equals("library.7"))
            .map(ExperienceView::qualityBasisPoints)
            .filter(q -> q != null && q >= 3_000 && q <= 8_000)
            .sorted(Comparator.reverseOrder())
            .toList();

    assertThat(database.experiences.page(good, PageRequest.first(200)).items())
        .extracting(ExperienceView::qualityBasisPoints)
        .isEqualTo(all)
        .isNotEmpty();
    assertThat(
            database
                .experiences
                .page(
                    new ExperienceQuery(null, Set.of(), null, null, null, Order.QUALITY),
                    PageRequest.first(10))
                .items())
        .allMatch(e -> e.qualityBasisPoints() != null);
  }

  @Test
  void anExportIsBounded() {
    List<ExperienceView> taken = new ArrayList<>();

    database.experiences.each(ANY, "", 123, taken::add);

    assertThat(taken).hasSize(123);
    assertThat(taken.getFirst())
        .isEqualTo(database.experiences.page(ANY, PageRequest.first(1)).items().getFirst());
  }

  @Test
  void indexesServeSearchLibraryAndAuthor() {
    assertThat(plan(ANY, "1679091c5a880faf")).contains("experience_text_runs");
    assertThat(plan(ExperienceQuery.of("library.7", null), "")).contains("experience_domain");
    assertThat(plan(by(other, Set.of()), "")).contains("experience_author_newest");
    assertThat(plan(ANY, "")).contains("experience_newest");
  }

  private static String plan(ExperienceQuery search, String text) {
    ExperienceFilter filter = ExperienceFilter.of(search, text);
    return String.join(
        "\n",
        new Sql(database.source())
            .list(
                "explain select e.id from experience e"
                    + filter.where()
                    + filter.order()
                    + " limit 20",
                row -> row.getString(1),
                filter.valuesAnd()));
  }

  private static ExperienceQuery by(@Nullable UUID id, Set<ExperienceStatus> statuses) {
    return new ExperienceQuery(null, statuses, id, null, null, Order.NEWEST);
  }

  private static long total(ExperienceQuery search, String text) {
    return database.experiences.page(search, new PageRequest(0, 1, text)).total();
  }

  private static List<ExperienceView> all() {
    List<ExperienceView> all = new ArrayList<>();
    database.experiences.each(ANY, "", ROWS, all::add);
    return all;
  }
}
