package ngo.zoo.persistence.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.ledger.transfer.ImportView;
import ngo.zoo.ledger.transfer.JobKind;
import ngo.zoo.ledger.transfer.JobStatus;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.ledger.ImportRows.Key;
import ngo.zoo.persistence.ledger.ImportStore.Counts;
import ngo.zoo.persistence.ledger.LedgerJobs.Claim;
import org.junit.jupiter.api.Test;

/** What a crash leaves is gone on with, and nothing of it comes twice. */
class ImportRestartTest {
  private static final int ALL = 2000;
  private static final int CHUNK = 250;
  private static final int DOMAINS = 20;
  private static final Counts NONE = new Counts(0, 0, 0, 0, 0);

  private final Database database = new Database();
  private final ImportFixture fixture = new ImportFixture(database);

  @Test
  void aKilledImportGoesOnWithoutDoubles() {
    UUID id = fixture.order("killed.jsonl");
    Instant start = ImportFixture.NOW.plusSeconds(1);
    Claim first = claim(start);
    assertThat(first.job()).isEqualTo(id);
    for (int chunk = 0; chunk < 3; chunk++) {
      keep(first);
    }
    assertThatThrownBy(() -> database.inTransaction(() -> keepAndDie(first))).hasMessage("killed");
    assertThat(view(id).records()).isEqualTo(3 * CHUNK);

    assertThat(fixture.jobs.claim(JobKind.IMPORT, start.plusSeconds(5))).isEmpty();
    Claim second = claim(start.plus(LedgerJobs.LOST_AFTER).plusSeconds(1));
    assertThat(second.job()).isEqualTo(id);
    assertThatThrownBy(() -> keep(first)).hasMessageContaining("taken this job over");
    while (view(id).records() < ALL) {
      keep(second);
    }
    assertThat(fixture.count("select count(*) from import_row where import_id = ?", id))
        .isEqualTo(ALL);

    List<String> domains = fixture.rows.domains(id);
    assertThat(domains).hasSize(DOMAINS);
    domains.subList(0, 7).forEach(domain -> take(second, domain));
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    () -> {
                      take(second, domains.get(7));
                      throw new IllegalStateException("killed");
                    }))
        .hasMessage("killed");
    assertThat(fixture.rows.domains(id)).isEqualTo(domains.subList(7, DOMAINS));
    fixture.rows.domains(id).forEach(domain -> take(second, domain));

    assertThat(fixture.count("select count(*) from experience where domain like 'killed.%'"))
        .isEqualTo(ALL);
    assertThat(fixture.count("select count(*) from import_row where import_id = ?", id)).isZero();
    assertThat(view(id).imported()).isEqualTo(ALL);
    fixture.jobs.end(second, JobStatus.COMPLETED, "", start);
    assertThat(view(id).status()).isEqualTo(JobStatus.COMPLETED);
  }

  @Test
  void jobsTakeTurnsAndEndEarly() {
    UUID one = fixture.order("one.jsonl");
    UUID two = fixture.order("two.jsonl");
    Instant now = ImportFixture.NOW.plusSeconds(2);
    Claim claim = claim(now);
    assertThat(claim.job()).isEqualTo(one);
    assertThat(fixture.jobs.claim(JobKind.IMPORT, now)).isEmpty();
    assertThat(fixture.jobs.isCancelled(one)).isFalse();
    assertThat(fixture.jobs.askToCancel(one)).isTrue();
    assertThat(fixture.jobs.askToCancel(two)).isFalse();
    assertThat(fixture.jobs.isCancelled(one)).isTrue();
    fixture.jobs.beat(Set.of(claim.run()), now.plus(Duration.ofMinutes(5)));
    assertThat(fixture.jobs.claim(JobKind.IMPORT, now.plus(Duration.ofMinutes(5)))).isEmpty();
    assertThat(fixture.jobs.end(claim, JobStatus.CANCELLED, "", now)).isTrue();
    assertThat(fixture.jobs.end(claim, JobStatus.FAILED, "late", now)).isFalse();
    assertThat(fixture.jobs.move(two, JobStatus.WAITING, JobStatus.CANCELLED, "", now)).isTrue();
    assertThat(view(two).endedAt()).isEqualTo(now);
  }

  @Test
  void whatTheFileOrTheLedgerHasIsKnown() {
    UUID id = fixture.order("known.jsonl");
    Claim claim = claim(ImportFixture.NOW.plusSeconds(3));
    database.inTransaction(() -> fixture.rows.add(id, fixture.rows("known", 1, 1, 3)));
    Key kept = Key.of("known.a", "when CASE 2 comes - look");
    Key fresh = Key.of("known.a", "When nothing comes, wait.");
    assertThat(fixture.rows.known(id, Set.of(kept, fresh))).containsExactly(kept);
    take(claim, "known.a");
    UUID next = fixture.order("next.jsonl");
    assertThat(fixture.rows.known(next, Set.of(kept, fresh))).containsExactly(kept);
    assertThat(fixture.rows.votedOn(Set.of("known.a", "nowhere"))).isEmpty();
    String login = "importer-" + fixture.author;
    assertThat(fixture.rows.members(Set.of(login, "nobody", fixture.author.toString())))
        .containsOnlyKeys(login, fixture.author.toString())
        .containsValue(fixture.author);
    fixture.jobs.end(claim, JobStatus.COMPLETED, "", ImportFixture.NOW);
    fixture.jobs.move(next, JobStatus.WAITING, JobStatus.CANCELLED, "", ImportFixture.NOW);
  }

  private Claim claim(Instant now) {
    return fixture.jobs.claim(JobKind.IMPORT, now).orElseThrow();
  }

  private void keep(Claim claim) {
    database.inTransaction(() -> keepInTransaction(claim));
  }

  private void keepInTransaction(Claim claim) {
    long from = view(claim.job()).records();
    fixture.rows.add(claim.job(), fixture.rows("killed", DOMAINS, from + 1, from + CHUNK));
    fixture.imports.count(claim.job(), CHUNK, NONE);
    fixture.jobs.at(claim, "read", from + CHUNK, ALL);
  }

  private void keepAndDie(Claim claim) {
    keepInTransaction(claim);
    throw new IllegalStateException("killed");
  }

  /** As the service does, without the library's version. */
  private void take(Claim claim, String domain) {
    ImportedLibrary library = new ImportedLibrary(database, claim.job(), domain);
    int stored = library.store().size();
    assertThat(library.dropLeftOut().all()).isZero();
    library.done();
    fixture.imports.count(claim.job(), 0, new Counts(stored, 0, 0, 0, 1));
    fixture.jobs.at(claim, "libraries", 1, DOMAINS);
  }

  private ImportView view(UUID id) {
    return fixture.imports.view(id);
  }
}
