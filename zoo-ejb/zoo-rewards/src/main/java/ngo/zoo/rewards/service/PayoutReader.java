package ngo.zoo.rewards.service;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import ngo.zoo.rewards.RewardPayout;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pay-outs that wait. What is paid no longer waits, so the table itself is the checkpoint
 * and a new run begins where the last one ended.
 */
@Named
@Dependent
public class PayoutReader extends AbstractItemReader {
  @Inject private EpochJob job;
  @EJB private EpochSteps steps;

  private final Deque<RewardPayout> ahead = new ArrayDeque<>();
  private @Nullable RewardPayout last;

  @Override
  public void open(@Nullable Serializable checkpoint) {
    ahead.clear();
    last = null;
    steps.begin("pay", job.epoch(), job.run());
  }

  /** Null ends the step, as the contract of readers wants it. */
  @Override
  public @Nullable Object readItem() {
    if (ahead.isEmpty()) {
      ahead.addAll(steps.waiting(job.epoch(), last));
    }
    last = ahead.isEmpty() ? last : ahead.getFirst();
    return ahead.poll();
  }
}
