package ngo.zoo.ledger.service;

import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import ngo.zoo.ledger.transfer.JobStatus;
import org.jboss.logging.Logger;

/** Writes down how a run ended, where it outlives the server. */
@Named
@Dependent
public class LedgerJobListener extends AbstractJobListener {
  private static final Logger LOG = Logger.getLogger(LedgerJobListener.class);

  @Inject private LedgerJobContext job;
  @EJB private LedgerJobSteps steps;
  @EJB private LedgerJobTimer timer;

  @Override
  public void afterJob() {
    JobStatus how = job.ending();
    try {
      steps.end(job.claim(), how, job.failure());
    } finally {
      timer.ended(job.claim().run());
    }
    LOG.infof("Job %s: run %s %s %s", job.claim().job(), job.claim().run(), how, job.failure());
  }
}
