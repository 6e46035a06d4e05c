package ngo.zoo.rewards.service;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.StepContext;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** A step of an epoch's job that is one transaction. */
@Named
@Dependent
public class EpochBatchlet extends AbstractBatchlet {
  @Inject private StepContext step;
  @Inject private EpochJob job;
  @EJB private EpochSteps steps;

  @Override
  public String process() {
    try {
      steps.begin(step.getStepName(), job.epoch(), job.run());
      steps.run(step.getStepName(), job.epoch());
      return "DONE";
    } catch (RuntimeException e) {
      job.fails(e);
      throw e;
    }
  }
}
