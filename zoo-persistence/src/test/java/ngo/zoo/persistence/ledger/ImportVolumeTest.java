package ngo.zoo.persistence.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.ledger.transfer.JobKind;
import ngo.zoo.ledger.transfer.JobStatus;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.ledger.ImportRows.Key;
import ngo.zoo.persistence.ledger.ImportStore.Counts;
import ngo.zoo.persistence.ledger.LedgerJobs.Claim;
import org.junit.jupiter.api.Test;

/**
 * Many experiences with vectors of real size through the tables of an import, a chunk or a library
 * to a transaction. {@code -Dimport.rows=100000} measures more than the usual 2000.
 */
class ImportVolumeTest {
  private static final int ROWS = Integer.getInteger("import.rows", 2000);
  private static final int CHUNK = 250;
  private static final int LIBRARY = 1000;
  private static final int DIMENSION = 384;
  private static final Duration LONGEST_FOR_2000 = Duration.ofMinutes(2);

  private final Database database = new Database();
  private final ImportFixture fixture = new ImportFixture(database);
  private final Random random = new Random(3);

  @Test
  void thousandsOfExperiencesGoInBySets() {
    UUID id = fixture.order("volume.jsonl");
    Claim claim =
        fixture.jobs.claim(JobKind.IMPORT, ImportFixture.NOW.plusSeconds(9)).orElseThrow();
    Instant start = Instant.now();
    for (int first = 0; first < ROWS; first += CHUNK) {
      List<ImportRow> chunk = chunk(first, Math.min(ROWS, first + CHUNK));
      database.inTransaction(() -> keep(claim, chunk));
    }
    Instant read = Instant.now();
    List<String> domains = fixture.rows.domains(id);
    domains.forEach(domain -> database.inTransaction(() -> take(claim, domain)));
    Duration all = Duration.between(start, Instant.now());
    System.out.printf(
        "%d rows kept in %d ms, %d libraries taken in in %d ms%n",
        ROWS,
        Duration.between(start, read).toMillis(),
        domains.size(),
        Duration.between(read, Instant.now()).toMillis());

    assertThat(fixture.imports.view(id).imported()).isEqualTo(ROWS);
    assertThat(
            fixture.count(
                "select count(*) from experience e join content_block b on b.cid = e.cid"
                    + " where e.domain like 'volume.%' and array_length(e.embedding, 1) = ?",
                DIMENSION))
        .isEqualTo(ROWS);
    assertThat(fixture.count("select count(*) from import_row where import_id = ?", id)).isZero();
    assertThat(all).isLessThan(LONGEST_FOR_2000.multipliedBy(Math.max(1, ROWS / 2000)));
    fixture.jobs.end(claim, JobStatus.COMPLETED, "", ImportFixture.NOW);
  }

  private void keep(Claim claim, List<ImportRow> chunk) {
    List<Key> keys = chunk.stream().map(row -> Key.of(row.domain(), row.text())).toList();
    assertThat(fixture.rows.known(claim.job(), keys)).isEmpty();
    fixture.rows.add(claim.job(), chunk);
    fixture.imports.count(claim.job(), chunk.size(), new Counts(0, 0, 0, 0, 0));
    fixture.jobs.at(claim, "read", chunk.getLast().position(), ROWS);
  }

  private void take(Claim claim, String domain) {
    ImportedLibrary library = new ImportedLibrary(database, claim.job(), domain);
    assertThat(library.dropKnown().all()).isZero();
    assertThat(library.refuseBeyond(LIBRARY).all()).isZero();
    int stored = library.store().size();
    assertThat(library.withoutVector()).isEmpty();
    library.done();
    fixture.imports.count(claim.job(), 0, new Counts(stored, 0, 0, 0, 1));
    fixture.jobs.at(claim, "libraries", 1, 1);
  }

  private List<ImportRow> chunk(int first, int last) {
    List<ImportRow> chunk = new ArrayList<>();
    for (int i = first; i < last; i++) {
      ExperienceCore core =
          new ExperienceCore(
              Ids.next(),
              "volume.a" + i / LIBRARY,
              "When part " + i + " is counted, count it once.",
              5000,
              List.of(),
              ImportFixture.NOW,
              fixture.author);
      chunk.add(ImportRow.taken(i + 1L, i + 1L, "", core, vector()));
    }
    return chunk;
  }

  private StoredVector vector() {
    float[] values = new float[DIMENSION];
    for (int d = 0; d < DIMENSION; d++) {
      values[d] = (float) random.nextGaussian();
    }
    return new StoredVector("mini", values);
  }
}
