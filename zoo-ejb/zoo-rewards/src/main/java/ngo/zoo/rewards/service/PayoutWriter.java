package ngo.zoo.rewards.service;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import ngo.zoo.rewards.RewardPayout;

/** Pays a chunk in its transaction. */
@Named
@Dependent
public class PayoutWriter extends AbstractItemWriter {
  @Inject private EpochJob job;
  @EJB private EpochSteps steps;

  @Override
  public void writeItems(List<Object> items) {
    try {
      steps.pay(job.epoch(), job.run(), items.stream().map(RewardPayout.class::cast).toList());
    } catch (RuntimeException e) {
      job.fails(e);
      throw e;
    }
  }
}
