package ngo.zoo.rewards.service;

import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import ngo.zoo.rewards.RunStatus;
import org.jboss.logging.Logger;

/** Writes down how a run ended, where it outlives the server. */
@Named
@Dependent
public class EpochJobListener extends AbstractJobListener {
  private static final Logger LOG = Logger.getLogger(EpochJobListener.class);

  @Inject private EpochJob job;
  @EJB private EpochSteps steps;

  @Override
  public void afterJob() {
    RunStatus how =
        job.failed() ? RunStatus.FAILED : job.stopped() ? RunStatus.STOPPED : RunStatus.COMPLETED;
    steps.end(job.run(), how, job.failure());
    LOG.infof("Reward epoch %d: run %s %s", job.epoch(), how, job.failure());
  }
}
