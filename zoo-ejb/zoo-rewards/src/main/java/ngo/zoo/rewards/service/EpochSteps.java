package ngo.zoo.rewards.service;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.rewards.epoch.EpochAudit;
import ngo.zoo.persistence.rewards.epoch.EpochInputs;
import ngo.zoo.persistence.rewards.epoch.EpochPayments;
import ngo.zoo.persistence.rewards.epoch.EpochRuns;
import ngo.zoo.persistence.rewards.epoch.EpochStore;
import ngo.zoo.persistence.rewards.epoch.PayoutStore;
import ngo.zoo.persistence.rewards.epoch.ReputationStore;
import ngo.zoo.rewards.AuditLine;
import ngo.zoo.rewards.ContributionCredits;
import ngo.zoo.rewards.EpochStatus;
import ngo.zoo.rewards.EpochView;
import ngo.zoo.rewards.RewardPayout;
import ngo.zoo.rewards.RunStatus;
import ngo.zoo.shared.BusinessClock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The steps of an epoch's job. Each does what is still to do, so that it may be repeated. */
@Stateless
public class EpochSteps {
  private static final Logger LOG = Logger.getLogger(EpochSteps.class);
  private static final int CHUNK = 100;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private EpochStore epochs;
  @Inject private EpochInputs inputs;
  @Inject private EpochPayments payments;
  @Inject private PayoutStore payouts;
  @Inject private ReputationStore reputation;
  @Inject private EpochRuns runs;
  @Inject private BusinessClock clock;
  @Inject private ContributionCredits credits;

  /** A new run, unless one lives. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public Optional<UUID> newRun(int epoch, String startedBy) {
    return runs.begin(epoch, startedBy, Instant.now());
  }

  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void runsAs(UUID run, long execution) {
    runs.runsAs(run, execution);
  }

  /** A step begins; everybody may see it at once. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void begin(String step, int epoch, UUID run) {
    long total = payouts.count(epoch);
    runs.beat(run, step, total - payouts.countWaiting(epoch), total, Instant.now());
  }

  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void end(UUID run, RunStatus how, String failure) {
    runs.end(run, how, failure, Instant.now());
  }

  /** All but the paying, which goes chunk by chunk. */
  public void run(String step, int epoch) {
    switch (step) {
      case "collect" -> inputs.collect(epoch);
      case "compute" -> payments.compute(epoch, clock.now());
      case "reputation" -> rate(epoch);
      case "verify" -> verify(epoch);
      default -> throw new IllegalArgumentException("there is no step " + step);
    }
  }

  /** The next pay-outs that wait behind {@code last}. */
  public List<RewardPayout> waiting(int epoch, @Nullable RewardPayout last) {
    return last == null
        ? payouts.waiting(epoch, null, null, CHUNK)
        : payouts.waiting(epoch, last.kind(), last.subjectId(), CHUNK);
  }

  /** Pays these, and says so. */
  public void pay(int epoch, UUID run, List<RewardPayout> batch) {
    payments.pay(epoch, batch, credits, clock.now());
    long total = payouts.count(epoch);
    runs.beat(run, "pay", total - payouts.countWaiting(epoch), total, Instant.now());
  }

  private void rate(int number) {
    EpochView epoch = epochs.lock(number).orElseThrow();
    if (epoch.status() == EpochStatus.COMPUTED && payouts.countWaiting(number) == 0) {
      reputation.compute(epoch);
      epochs.paid(number);
    }
  }

  private void verify(int number) {
    List<AuditLine> lines = new EpochAudit(dataSource).of(number).orElseThrow();
    long differences = lines.stream().mapToLong(AuditLine::differences).sum();
    epochs.verified(number, differences, clock.now());
    lines.stream()
        .filter(line -> !line.isSound())
        .forEach(line -> LOG.errorf("Reward epoch %d is wrong: %s", number, line));
  }
}
