package ngo.zoo.persistence.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.ledger.transfer.BadVectors;
import ngo.zoo.ledger.transfer.FileFormat;
import ngo.zoo.ledger.transfer.ImportOrder;
import ngo.zoo.ledger.transfer.JobKind;
import ngo.zoo.ledger.transfer.JobStatus;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;

/** Imports and the rows of their files, without the files. */
final class ImportFixture {
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00.120Z");
  final LedgerJobs jobs = new LedgerJobs();
  final ImportStore imports = new ImportStore();
  final ImportRows rows = new ImportRows();
  final DataSource source;
  final UUID author;

  ImportFixture(DataSource source) {
    this.source = source;
    jobs.source = source;
    imports.source = source;
    rows.source = source;
    author = UUID.randomUUID();
    new Sql(source)
        .update(
            "insert into member (id, login, display_name, created_at) values (?, ?, 'I', ?)",
            author,
            "importer-" + author,
            NOW);
  }

  /** One that waits for its turn. */
  UUID order(String fileName) {
    UUID id = jobs.add(JobKind.IMPORT, author, "importer", JobStatus.WAITING, NOW);
    imports.add(
        id, new ImportOrder(fileName, FileFormat.JSONL, null, false, BadVectors.REFUSE, false));
    return id;
  }

  /** Rows {@code first} to {@code last}, spread over so many domains, every other with a vector. */
  List<ImportRow> rows(String prefix, int domains, long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(i -> row(prefix + "." + (char) ('a' + i % domains), i, ""))
        .toList();
  }

  ImportRow row(String domain, long i, String heldFor) {
    ExperienceCore core =
        new ExperienceCore(
            Ids.next(), domain, "When case " + i + " comes, look.", 5000, List.of(), NOW, author);
    StoredVector vector = i % 2 == 0 ? new StoredVector("mini", new float[] {i, 1}) : null;
    return ImportRow.taken(i, i, heldFor, core, vector);
  }

  long count(String query, Object... values) {
    return new Sql(source).number(query, values).longValueExact();
  }
}
