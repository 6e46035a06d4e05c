package ngo.zoo.ledger.service;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.ledger.transfer.ImportOrder;
import ngo.zoo.ledger.transfer.JobKind;
import ngo.zoo.ledger.transfer.JobStatus;
import ngo.zoo.persistence.ledger.ImportStore;
import ngo.zoo.persistence.ledger.ImportStore.Upload;
import ngo.zoo.persistence.ledger.LedgerJobs;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;

/** An upload in small transactions of its own, as its pieces come. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ImportUploads {
  @Inject private LedgerJobs jobs;
  @Inject private ImportStore imports;

  public UUID begin(Caller caller, ImportOrder order) {
    UUID id =
        jobs.add(JobKind.IMPORT, caller.id(), caller.name(), JobStatus.UPLOADING, Instant.now());
    imports.add(id, order);
    return id;
  }

  public void part(UUID id, Upload upload, int number, byte[] bytes) {
    imports.addPart(id, upload, number, bytes);
  }

  /** The experiences are there; the import waits for its turn or for its vectors. */
  public void textsThere(UUID id, long bytes, boolean vectorsFollow) {
    imports.uploaded(id, bytes);
    if (!vectorsFollow) {
      wait(id);
    }
  }

  public void vectorsThere(UUID id, long bytes, String embedderId) {
    imports.vectorsUploaded(id, bytes, embedderId);
    wait(id);
  }

  private void wait(UUID id) {
    if (!jobs.move(id, JobStatus.UPLOADING, JobStatus.WAITING, "", Instant.now())) {
      throw Refusal.conflict("import-over", "The import was ended while its file came in");
    }
  }

  /** Nothing more comes. What is whole already, or was ended before, is left as it is. */
  public void broken(UUID id, String why) {
    if (jobs.move(id, JobStatus.UPLOADING, JobStatus.FAILED, why, Instant.now())) {
      imports.dropUpload(id);
    }
  }
}
