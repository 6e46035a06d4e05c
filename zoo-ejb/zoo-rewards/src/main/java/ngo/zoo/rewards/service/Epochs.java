package ngo.zoo.rewards.service;

import jakarta.annotation.Resource;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.rewards.epoch.EpochAudit;
import ngo.zoo.persistence.rewards.epoch.EpochRuns;
import ngo.zoo.persistence.rewards.epoch.EpochStore;
import ngo.zoo.persistence.rewards.epoch.PayoutStore;
import ngo.zoo.rewards.AuditLine;
import ngo.zoo.rewards.EpochRun;
import ngo.zoo.rewards.EpochStatus;
import ngo.zoo.rewards.EpochView;
import ngo.zoo.rewards.PayoutView;
import ngo.zoo.rewards.RunStatus;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/** Reward epochs: what they paid, and the job that does it. */
@Stateless
public class Epochs {
  private static final String JOB = "reward-epoch";

  /** An answer made final at the last moment has this long to be committed. */
  private static final Duration SETTLING = Duration.ofMinutes(1);

  private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);
  private static final int MOST_OPENED = 1_000;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private EpochStore epochs;
  @Inject private EpochRuns runs;
  @Inject private PayoutStore payouts;
  @Inject private BusinessClock clock;
  @EJB private EpochSteps steps;

  /** Newest first. */
  public Page<EpochView> page(PageRequest request) {
    return epochs.page(request);
  }

  /**
   * @throws Refusal {@code epoch-not-found}
   */
  public EpochView epoch(int number) {
    return epochs.epoch(number).orElseThrow(() -> Refusal.notFound("epoch", number));
  }

  /**
   * Pay-outs of an epoch: all to staff, to others what they and their nodes get.
   *
   * @throws Refusal {@code epoch-not-found}
   */
  public Page<PayoutView> payouts(Caller caller, int number, PageRequest request) {
    epoch(number);
    return payouts.page(number, caller.has(Role.STAFF) ? null : caller.id(), request);
  }

  /**
   * The newest runs of an epoch, newest first.
   *
   * @throws Refusal {@code role-missing}, {@code epoch-not-found}
   */
  public List<EpochRun> runs(Caller caller, int number) {
    caller.require(Role.STAFF);
    epoch(number);
    return runs.of(number);
  }

  /**
   * Computes the epoch again and compares.
   *
   * @throws Refusal {@code role-missing}, {@code epoch-not-found}; {@code epoch-not-computed} (409)
   */
  public List<AuditLine> audit(Caller caller, int number) {
    caller.require(Role.STAFF);
    EpochStatus status = epoch(number).status();
    if (status == EpochStatus.OPEN || status == EpochStatus.COLLECTED) {
      throw Refusal.conflict(
          "epoch-not-computed", "Epoch %d is not computed yet; run it first".formatted(number));
    }
    return new EpochAudit(dataSource).of(number).orElseThrow();
  }

  /**
   * Starts the job of an epoch that is over, or goes on where its last run ended.
   *
   * @return the run
   * @throws Refusal {@code role-missing}, {@code epoch-not-found}; {@code epoch-open}, {@code
   *     epoch-verified}, {@code epoch-before}, {@code epoch-running} (409)
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public UUID start(Caller caller, int number) {
    caller.require(Role.STAFF);
    EpochView epoch = epoch(number);
    if (epoch.endsAt().plus(SETTLING).isAfter(clock.now())) {
      throw Refusal.conflict(
          "epoch-open", "Epoch %d ends at %s; run it then".formatted(number, epoch.endsAt()));
    }
    if (epoch.status() == EpochStatus.VERIFIED) {
      throw Refusal.conflict(
          "epoch-verified", "Epoch %d is paid and verified already".formatted(number));
    }
    epochs.unfinished(clock.now().minus(SETTLING)).stream()
        .filter(earlier -> earlier < number)
        .findFirst()
        .ifPresent(
            earlier -> {
              throw Refusal.conflict(
                  "epoch-before",
                  "Epochs are paid in order; run epoch %d first".formatted(earlier));
            });
    return launch(number, caller.name());
  }

  private UUID launch(int number, String startedBy) {
    UUID run =
        steps
            .newRun(number, startedBy)
            .orElseThrow(
                () ->
                    Refusal.conflict(
                        "epoch-running",
                        "Epoch %d is being run; stop it or wait".formatted(number)));
    Properties parameters = new Properties();
    parameters.setProperty("epoch", Integer.toString(number));
    parameters.setProperty("run", run.toString());
    try {
      steps.runsAs(run, BatchRuntime.getJobOperator().start(JOB, parameters));
    } catch (BatchRuntimeException e) {
      steps.end(run, RunStatus.FAILED, String.valueOf(e.getMessage()));
      throw e;
    }
    return run;
  }

  /**
   * Stops the run of an epoch after the chunk at hand.
   *
   * @throws Refusal {@code role-missing}, {@code epoch-not-found}; {@code epoch-idle} (409)
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void stop(Caller caller, int number) {
    caller.require(Role.STAFF);
    epoch(number);
    try {
      BatchRuntime.getJobOperator().stop(runs.execution(number).orElseThrow(() -> idle(number)));
    } catch (BatchRuntimeException ended) {
      throw idle(number);
    }
  }

  private static Refusal idle(int number) {
    return Refusal.conflict("epoch-idle", "Epoch %d is not being run".formatted(number));
  }

  /** Opens the epochs whose time has come. Returns how many. */
  public int openDue() {
    int opened = 0;
    while (opened < MOST_OPENED && epochs.openNext(clock.now())) {
      opened++;
    }
    return opened;
  }

  /** Starts the oldest epoch that waits, unless it runs, was stopped, or failed just now. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void startDue() {
    epochs.unfinished(clock.now().minus(SETTLING)).stream()
        .findFirst()
        .filter(this::mayStart)
        .ifPresent(this::startAlone);
  }

  private boolean mayStart(int number) {
    return runs.of(number).stream().findFirst().map(this::isOver).orElse(true);
  }

  private boolean isOver(EpochRun last) {
    Instant ended = last.endedAt();
    return switch (last.status()) {
      case STOPPED -> false;
      case FAILED, COMPLETED -> ended != null && ended.plus(AFTER_FAILURE).isBefore(Instant.now());
      case RUNNING, LOST -> true;
    };
  }

  /** Another server may have been quicker, or a run lives: then it goes on there. */
  private void startAlone(int number) {
    try {
      launch(number, "timer");
    } catch (Refusal running) {
      if (!running.code().equals("epoch-running")) {
        throw running;
      }
    }
  }
}
