package ngo.zoo.ledger.service;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.rules.SubmissionRules;
import ngo.zoo.ledger.transfer.ImportView;
import ngo.zoo.ledger.transfer.TransferRecord;
import ngo.zoo.ledger.transfer.VectorRule;
import ngo.zoo.persistence.ledger.ImportRow;
import ngo.zoo.persistence.ledger.ImportRows;
import ngo.zoo.persistence.ledger.ImportStore;
import ngo.zoo.persistence.ledger.ImportStore.Counts;
import ngo.zoo.persistence.ledger.ImportStore.Upload;
import ngo.zoo.persistence.ledger.ImportedLibrary;
import ngo.zoo.persistence.ledger.ImportedLibrary.Fallen;
import ngo.zoo.persistence.ledger.LedgerJobs;
import ngo.zoo.persistence.ledger.LedgerJobs.Claim;
import ngo.zoo.persistence.ledger.Library;
import ngo.zoo.persistence.ledger.LibraryQueries;
import ngo.zoo.persistence.ledger.LibraryWriter;
import ngo.zoo.persistence.ledger.LibraryWriter.Stored;
import ngo.zoo.persistence.ledger.ReviewStore;
import ngo.zoo.persistence.ledger.VectorStore;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Outbox;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import org.jspecify.annotations.Nullable;

/** The steps of an import. Each ends by its checkpoint, in the transaction of what it did. */
@Stateless
public class ImportSteps {
  static final String READ = "read";
  static final String LIBRARIES = "libraries";

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private LedgerJobs jobs;
  @Inject private ImportStore imports;
  @Inject private ImportRows rows;
  @Inject private ImportRules rules;
  @Inject private ReviewStore reviews;
  @Inject private VectorStore vectors;
  @Inject private BatchEmbedder embedder;
  @Inject private LibraryQueries libraries;
  @Inject private LibraryWriter writer;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;
  @Inject private Outbox outbox;

  /** What its vectors are compared with, found out once for all runs. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public VectorRule expected(UUID id) {
    return imports.expected(id).orElseGet(() -> find(id));
  }

  private VectorRule find(UUID id) {
    VectorRule rule =
        embedder.current().or(vectors::prevailing).orElseGet(() -> new VectorRule(null, 0));
    imports.expect(id, rule);
    return rule;
  }

  public ImportView view(UUID id) {
    return imports.view(id);
  }

  public byte @Nullable [] part(UUID id, Upload file, int number) {
    return imports.part(id, file, number);
  }

  /** Keeps a chunk of what was read, up to {@code bytes} of the file. */
  public void keep(Claim claim, List<TransferRecord> records, VectorRule expected, long bytes) {
    ImportView view = imports.view(claim.job());
    List<ImportRow> judged = rules.judge(view, jobs.starter(claim.job()), expected, records);
    rows.add(claim.job(), judged);
    imports.count(claim.job(), records.size(), counts(judged));
    jobs.at(claim, READ, bytes, view.bytes());
  }

  private static Counts counts(List<ImportRow> rows) {
    long held = 0;
    long duplicates = 0;
    long refused = 0;
    for (ImportRow row : rows) {
      switch (row.outcome()) {
        case HELD -> held++;
        case DUPLICATE -> duplicates++;
        case REFUSED -> refused++;
        case READY -> {}
      }
    }
    return new Counts(0, held, duplicates, refused, 0);
  }

  /** Libraries still to be made. */
  public List<String> domains(UUID id) {
    return rows.domains(id);
  }

  /** Makes the library's version, or in a dry run finds out what would be in it. */
  public void take(Claim claim, String domain, long done, long total) {
    ImportView view = imports.view(claim.job());
    ImportedLibrary waiting = new ImportedLibrary(dataSource, view.id(), domain);
    Library library = view.dryRun() ? null : lock(domain, view.fileName());
    Fallen barred =
        rows.votedOn(List.of(domain)).isEmpty()
            ? Fallen.NONE
            : waiting.refuseAll(ImportRules.VOTED_ON);
    Fallen known = waiting.dropKnown();
    Fallen beyond = waiting.refuseBeyond(room(domain));
    Fallen late = library == null ? Fallen.NONE : append(view.id(), library, waiting);
    Fallen taken = waiting.waiting();
    waiting.done();
    imports.count(
        view.id(),
        0,
        new Counts(
            taken.ready(),
            -(barred.held() + known.held() + late.held()),
            known.all() + late.all(),
            barred.all() + beyond.all(),
            taken.ready() > 0 ? 1 : 0));
    jobs.at(claim, LIBRARIES, done, total);
  }

  private Fallen append(UUID id, Library library, ImportedLibrary waiting) {
    List<Stored> added = waiting.store();
    hold(waiting);
    if (!added.isEmpty()) {
      writer.appendStored(library, added, VersionCause.IMPORT, id, clock.now());
    }
    Fallen late = waiting.dropLeftOut();
    VectorsHandler.ask(outbox, id, waiting.withoutVector());
    return late;
  }

  /** Whoever looks at them sees every reason. */
  private void hold(ImportedLibrary waiting) {
    List<ImportedLibrary.Held> some = waiting.held(-1);
    while (!some.isEmpty()) {
      reviews.hold(
          some.stream()
              .collect(
                  Collectors.toMap(
                      ImportedLibrary.Held::experience,
                      held -> SubmissionRules.holds(held.submission()))));
      some = waiting.held(some.getLast().position());
    }
  }

  private Library lock(String domain, String fileName) {
    if (!libraries.exists(domain)) {
      writer.create(new Library(domain, domain, "Imported from " + fileName));
    }
    return writer.lock(domain);
  }

  private int room(String domain) {
    int size = libraries.exists(domain) ? libraries.head(domain).size() : 0;
    return parameters.number(Parameter.LIBRARY_CAPACITY) - size;
  }
}
