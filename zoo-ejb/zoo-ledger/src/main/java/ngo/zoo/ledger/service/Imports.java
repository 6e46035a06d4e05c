package ngo.zoo.ledger.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.function.Consumer;
import ngo.zoo.ledger.files.PartStream;
import ngo.zoo.ledger.rules.SubmissionRules;
import ngo.zoo.ledger.transfer.ImportOrder;
import ngo.zoo.ledger.transfer.ImportProblem;
import ngo.zoo.ledger.transfer.ImportView;
import ngo.zoo.ledger.transfer.JobStatus;
import ngo.zoo.persistence.ledger.ImportStore;
import ngo.zoo.persistence.ledger.ImportStore.Upload;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Imports of experiences by staff. An upload is kept piece by piece as it comes, so neither its
 * size nor the sender's pace costs memory or holds a transaction; the rest is a job.
 */
@Stateless
public class Imports {
  private static final String MOST_BYTES = "2147483648";

  @Inject private ImportStore imports;
  @EJB private ImportUploads uploads;
  @EJB private LedgerJobSteps jobs;

  @Inject
  @ConfigProperty(name = "zoo.import.most-bytes", defaultValue = MOST_BYTES)
  private long mostBytes;

  /**
   * Keeps the file of experiences and has it read, unless vectors are to follow.
   *
   * @throws Refusal {@code role-missing}; {@code domain-form}; {@code file-empty}, {@code
   *     file-too-large}, {@code upload-broken}
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public UUID start(Caller caller, ImportOrder order, InputStream file) {
    requireStaff(caller);
    String domain = order.domain();
    if (domain != null && !SubmissionRules.isDomain(domain)) {
      throw Refusal.field(
          "domain-form", "domain", "Use lower-case words joined by dots: keeper.signs");
    }
    UUID id = uploads.begin(caller, order);
    long bytes = keep(id, Upload.TEXTS, file);
    uploads.textsThere(id, bytes, order.vectorsFollow());
    return id;
  }

  /**
   * Keeps the file of vectors, rows in the order of the experiences, and has both read.
   *
   * @throws Refusal {@code role-missing}, {@code import-not-found}; {@code vectors-unexpected}
   *     (409); {@code field-missing}; {@code file-empty}, {@code file-too-large}, {@code
   *     upload-broken}
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void vectors(Caller caller, UUID id, String embedderId, InputStream file) {
    requireStaff(caller);
    imports.view(id);
    if (embedderId.isBlank()) {
      throw Refusal.field("field-missing", "embedder_id", "Say whose vectors these are");
    }
    if (!imports.awaitsVectors(id)) {
      throw Refusal.conflict(
          "vectors-unexpected", "This import does not wait for vectors: start one that does");
    }
    long bytes = keep(id, Upload.VECTORS, file);
    uploads.vectorsThere(id, bytes, embedderId.strip());
  }

  private long keep(UUID id, Upload upload, InputStream file) {
    try {
      long bytes = parts(id, upload, file);
      if (bytes == 0) {
        throw Refusal.invalid("file-empty", "The file is empty");
      }
      return bytes;
    } catch (IOException e) {
      uploads.broken(id, "The upload broke off.");
      throw Refusal.invalid("upload-broken", "The upload broke off; send the file again");
    } catch (RuntimeException e) {
      uploads.broken(id, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private long parts(UUID id, Upload upload, InputStream file) throws IOException {
    long bytes = 0;
    byte[] part = file.readNBytes(PartStream.PART);
    for (int number = 0; part.length > 0; number++) {
      bytes += part.length;
      if (bytes > mostBytes) {
        throw Refusal.invalid(
            "file-too-large", "A file may have %d bytes; split it".formatted(mostBytes));
      }
      uploads.part(id, upload, number, part);
      part = file.readNBytes(PartStream.PART);
    }
    return bytes;
  }

  /**
   * Newest first.
   *
   * @throws Refusal {@code role-missing}
   */
  public Page<ImportView> page(Caller caller, PageRequest request) {
    caller.require(Role.STAFF);
    return imports.page(request);
  }

  /**
   * @throws Refusal {@code role-missing}, {@code import-not-found}
   */
  public ImportView one(Caller caller, UUID id) {
    caller.require(Role.STAFF);
    return imports.view(id);
  }

  /**
   * What did not simply go in, in the order of the file.
   *
   * @throws Refusal {@code role-missing}, {@code import-not-found}
   */
  public Page<ImportProblem> problems(Caller caller, UUID id, PageRequest request) {
    one(caller, id);
    return imports.problems(id, request);
  }

  /** All of them, one by one. */
  public void eachProblem(UUID id, Consumer<ImportProblem> taker) {
    imports.eachProblem(id, taker);
  }

  /**
   * Ends it; libraries that are made already stay.
   *
   * @throws Refusal {@code role-missing}, {@code import-not-found}; {@code import-over} (409)
   */
  public void cancel(Caller caller, UUID id) {
    JobStatus status = one(caller, id).status();
    if (!jobs.cancel(id)) {
      throw Refusal.conflict("import-over", "This import is over: " + status);
    }
  }

  /**
   * Has a failed one go on where it ended.
   *
   * @throws Refusal {@code role-missing}, {@code import-not-found}; {@code import-not-failed},
   *     {@code import-incomplete} (409)
   */
  public void resume(Caller caller, UUID id) {
    ImportView view = one(caller, id);
    boolean whole = view.bytes() > 0 && (view.embedderId() != null || view.vectorBytes() == 0);
    if (!whole) {
      throw Refusal.conflict("import-incomplete", "Its file is not here; send it again");
    }
    if (!jobs.resume(id)) {
      throw Refusal.conflict("import-not-failed", "Only an import that failed can go on");
    }
  }

  private static void requireStaff(Caller caller) {
    caller.require(Role.STAFF);
    if (caller.kind() != Caller.Kind.PERSON) {
      throw Refusal.forbidden("person-needed", "Experiences are imported by a person of the staff");
    }
  }
}
