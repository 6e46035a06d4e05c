package ngo.zoo.ledger.service;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import ngo.zoo.ledger.transfer.JobKind;
import ngo.zoo.ledger.transfer.JobStatus;
import ngo.zoo.persistence.ledger.ImportStore;
import ngo.zoo.persistence.ledger.LedgerJobs;
import ngo.zoo.persistence.ledger.LedgerJobs.Claim;

/** What becomes of a long job as a whole; each call a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class LedgerJobSteps {
  @Inject private LedgerJobs jobs;
  @Inject private ImportStore imports;

  /** The next job of the kind to run here. */
  public Optional<Claim> claim(JobKind kind) {
    jobs.endLostUploads(Instant.now()).forEach(imports::dropUpload);
    return jobs.claim(kind, Instant.now());
  }

  /** These runs live. */
  public void beat(Collection<UUID> runs) {
    jobs.beat(List.copyOf(runs), Instant.now());
  }

  public boolean isCancelled(UUID job) {
    return jobs.isCancelled(job);
  }

  /** Ends a run. What an import keeps for going on goes, unless it failed. */
  public void end(Claim claim, JobStatus how, String failure) {
    if (jobs.end(claim, how, failure, Instant.now()) && how != JobStatus.FAILED) {
      imports.dropParts(claim.job());
      imports.dropPending(claim.job());
    }
  }

  /**
   * Ends a job early: at once where nobody works on it, else after the chunk at hand. False when it
   * is over already; a failed one is given up for good.
   */
  public boolean cancel(UUID job) {
    if (jobs.askToCancel(job)) {
      return true;
    }
    Instant now = Instant.now();
    boolean ended =
        Stream.of(JobStatus.UPLOADING, JobStatus.WAITING, JobStatus.FAILED)
            .anyMatch(from -> jobs.move(job, from, JobStatus.CANCELLED, "", now));
    if (ended) {
      imports.dropParts(job);
      imports.dropPending(job);
    }
    return ended;
  }

  /** Has a job that failed go on where it ended; false when it did not fail. */
  public boolean resume(UUID job) {
    return jobs.move(job, JobStatus.FAILED, JobStatus.WAITING, "", Instant.now());
  }
}
