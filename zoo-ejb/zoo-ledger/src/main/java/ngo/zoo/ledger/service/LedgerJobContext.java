package ngo.zoo.ledger.service;

import jakarta.batch.runtime.context.JobContext;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.UUID;
import ngo.zoo.ledger.files.FileFault;
import ngo.zoo.ledger.transfer.JobStatus;
import ngo.zoo.persistence.ledger.LedgerJobs.Claim;
import ngo.zoo.shared.Refusal;
import org.jboss.logging.Logger;

/** What the artifacts of a long job know: which job it is, which run, and how it ends. */
@Dependent
public class LedgerJobContext {
  private static final Logger LOG = Logger.getLogger(LedgerJobContext.class);
  private static final String FAILED = "FAILED: ";
  private static final int LONGEST = 500;

  @Inject private JobContext context;
  @EJB private LedgerJobSteps steps;

  Claim claim() {
    return new Claim(id("job"), id("run"));
  }

  private UUID id(String name) {
    return UUID.fromString(context.getProperties().getProperty(name));
  }

  /** Whether somebody asked it to end early; then it does. */
  boolean cancelled() {
    boolean asked = steps.isCancelled(claim().job());
    if (asked) {
      context.setExitStatus(JobStatus.CANCELLED.name());
    }
    return asked;
  }

  /** Keeps why the job fails for its listener. */
  void fails(Exception failure) {
    String said = String.valueOf(failure.getMessage());
    boolean forPeople = failure instanceof FileFault || failure instanceof Refusal;
    if (!forPeople) {
      LOG.error("A job of the ledger fails", failure);
    }
    String text = forPeople ? said : "It broke off and can be resumed: " + said;
    context.setExitStatus(FAILED + text.substring(0, Math.min(text.length(), LONGEST)));
  }

  /** Why it failed; empty when it did not. */
  String failure() {
    String status = context.getExitStatus();
    return status != null && status.startsWith(FAILED) ? status.substring(FAILED.length()) : "";
  }

  JobStatus ending() {
    if (JobStatus.CANCELLED.name().equals(context.getExitStatus())) {
      return JobStatus.CANCELLED;
    }
    return switch (context.getBatchStatus()) {
      case FAILED, ABANDONED, STOPPING, STOPPED -> JobStatus.FAILED;
      default -> failure().isEmpty() ? JobStatus.COMPLETED : JobStatus.FAILED;
    };
  }
}
