package ngo.zoo.ledger.service;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;
import ngo.zoo.ledger.files.FileFault;
import ngo.zoo.ledger.files.PartStream;
import ngo.zoo.ledger.files.RecordFiles;
import ngo.zoo.ledger.files.RecordSource;
import ngo.zoo.ledger.files.VectorFile;
import ngo.zoo.ledger.transfer.BadVectors;
import ngo.zoo.ledger.transfer.FileVector;
import ngo.zoo.ledger.transfer.ImportView;
import ngo.zoo.ledger.transfer.TransferRecord;
import ngo.zoo.ledger.transfer.VectorRule;
import ngo.zoo.persistence.ledger.ImportStore.Upload;
import org.jspecify.annotations.Nullable;

/**
 * Reads the uploaded file, behind what earlier runs have kept of it. How far that is stands with
 * what they kept, in the tables, so that it is right whatever ended them.
 */
@Named
@Dependent
public class ImportReader extends AbstractItemReader {
  @Inject private LedgerJobContext job;
  @EJB private ImportSteps steps;

  private @Nullable RecordSource source;
  private @Nullable PartStream texts;
  private @Nullable VectorFile vectors;
  private @Nullable String embedderId;
  private @Nullable VectorRule expected;
  private boolean atChunk;

  /** An experience and where the file was when it was read. */
  public record Item(TransferRecord record, VectorRule expected, long bytes) {}

  @Override
  public void open(@Nullable Serializable checkpoint) throws IOException {
    try {
      begin(steps.view(job.claim().job()));
    } catch (IOException | RuntimeException e) {
      job.fails(e);
      throw e;
    }
  }

  private void begin(ImportView view) throws IOException {
    VectorRule rule = steps.expected(view.id());
    expected = rule;
    embedderId = view.embedderId();
    if (view.vectorBytes() > 0) {
      vectors =
          VectorFile.open(
              () -> stream(view.id(), Upload.VECTORS, view.vectorBytes()),
              view.vectorBytes(),
              view.records());
      requireUsable(view, rule, vectors.header().columns());
    }
    texts = stream(view.id(), Upload.TEXTS, view.bytes());
    RecordSource records = RecordFiles.open(view.format(), texts);
    source = records;
    for (long i = 0; i < view.records(); i++) {
      records.next();
    }
    atChunk = true;
  }

  private PartStream stream(UUID id, Upload file, long length) {
    return new PartStream(number -> steps.part(id, file, number), length);
  }

  /** Says at once, not once for each experience, that a whole file of vectors cannot be used. */
  private static void requireUsable(ImportView view, VectorRule rule, int columns)
      throws FileFault {
    boolean foreign = rule.embedderId() != null && !rule.embedderId().equals(view.embedderId());
    boolean other = rule.dimension() > 0 && rule.dimension() != columns;
    if (view.badVectors() == BadVectors.REFUSE && (foreign || other)) {
      throw new FileFault(
          "The vectors are of %s in %d dimensions; this house uses %s in %d."
              .formatted(view.embedderId(), columns, rule.embedderId(), rule.dimension()));
    }
  }

  /** Null ends the step, as the contract of readers wants it. */
  @Override
  public @Nullable Object readItem() throws IOException {
    try {
      if (atChunk && job.cancelled()) {
        return null;
      }
      atChunk = false;
      return next();
    } catch (IOException | RuntimeException e) {
      job.fails(e);
      throw e;
    }
  }

  private @Nullable Item next() throws IOException {
    TransferRecord record = Objects.requireNonNull(source).next();
    VectorFile rows = vectors;
    if (record == null) {
      if (rows != null) {
        rows.requireEnd();
      }
      return null;
    }
    TransferRecord whole =
        rows == null ? record : record.with(new FileVector(embedderId, rows.next()));
    return new Item(
        whole, Objects.requireNonNull(expected), Objects.requireNonNull(texts).position());
  }

  /** Called when a chunk is done. */
  @Override
  public @Nullable Serializable checkpointInfo() {
    atChunk = true;
    return null;
  }

  @Override
  public void close() throws IOException {
    if (source != null) {
      source.close();
    }
  }
}
