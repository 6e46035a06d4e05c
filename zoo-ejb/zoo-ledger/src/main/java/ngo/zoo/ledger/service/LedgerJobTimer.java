package ngo.zoo.ledger.service;

import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import ngo.zoo.ledger.transfer.JobKind;
import ngo.zoo.ledger.transfer.JobStatus;
import ngo.zoo.persistence.ledger.LedgerJobs.Claim;
import org.jboss.logging.Logger;

/**
 * Starts the long jobs of the ledger, one of a kind at a time, and says of those that run here that
 * they live. A job whose server died is taken up again by whichever server notices first.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LedgerJobTimer {
  private static final Logger LOG = Logger.getLogger(LedgerJobTimer.class);

  @EJB private LedgerJobSteps steps;

  private final Set<UUID> live = ConcurrentHashMap.newKeySet();

  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  public void tick() {
    if (!live.isEmpty()) {
      steps.beat(live);
    }
    for (JobKind kind : JobKind.values()) {
      steps.claim(kind).ifPresent(claim -> launch(kind, claim));
    }
  }

  private void launch(JobKind kind, Claim claim) {
    Properties parameters = new Properties();
    parameters.setProperty("job", claim.job().toString());
    parameters.setProperty("run", claim.run().toString());
    live.add(claim.run());
    try {
      BatchRuntime.getJobOperator().start(kind.jobName(), parameters);
      LOG.infof("%s %s: run %s begins", kind.jobName(), claim.job(), claim.run());
    } catch (BatchRuntimeException e) {
      ended(claim.run());
      steps.end(claim, JobStatus.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** A run has come to its end. */
  public void ended(UUID run) {
    live.remove(run);
  }
}
