package ngo.zoo.books.service;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import ngo.zoo.books.ReconciliationView;
import ngo.zoo.persistence.books.ReconciliationStore;
import ngo.zoo.persistence.rewards.MoneyAudit;
import ngo.zoo.persistence.rewards.MoneyWatch;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Adds the books up question by question, keeps what was found, and lets everybody see how far it
 * is: each answer is stored in a transaction of its own while one snapshot is read.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Reconciliations {
  private static final Logger LOG = Logger.getLogger(Reconciliations.class);

  @Inject private ReconciliationStore store;
  @Inject private MoneyWatch watch;
  @EJB private Batching batching;
  @Resource private ManagedExecutorService executor;

  /** Newest first, without their findings. */
  public Page<ReconciliationView> page(Caller caller, PageRequest request) {
    caller.require(Role.STAFF);
    return store.page(request);
  }

  /**
   * @throws Refusal {@code reconciliation-not-found}
   */
  public ReconciliationView one(Caller caller, UUID id) {
    caller.require(Role.STAFF);
    return store.one(id).orElseThrow(() -> Refusal.notFound("reconciliation", id));
  }

  /** The newest, with its findings. */
  public Optional<ReconciliationView> newest(Caller caller) {
    caller.require(Role.STAFF);
    return store.newest().flatMap(store::one);
  }

  /**
   * Starts one and comes back at once.
   *
   * @throws Refusal {@code reconciliation-running} (409)
   */
  public ReconciliationView start(Caller caller) {
    caller.require(Role.STAFF);
    UUID by = caller.kind() == Caller.Kind.PERSON ? caller.id() : null;
    UUID id =
        begin(by)
            .orElseThrow(
                () ->
                    Refusal.conflict(
                        "reconciliation-running", "The books are being added up: wait for it"));
    executor.execute(() -> run(id));
    return one(caller, id);
  }

  /** For the timer: waits until it is over; does nothing while one is running. */
  public void runNow() {
    begin(null).ifPresent(this::run);
  }

  private Optional<UUID> begin(@Nullable UUID by) {
    return store.start(by, MoneyAudit.questions(), Instant.now());
  }

  private void run(UUID id) {
    AtomicInteger position = new AtomicInteger();
    long[] since = {System.nanoTime()};
    try {
      batching.sweep();
      watch.lookAtJournal(
          finding -> {
            long now = System.nanoTime();
            store.found(
                id, position.incrementAndGet(), view(finding, (now - since[0]) / 1_000_000));
            since[0] = now;
          });
      store.end(id, null, Instant.now());
    } catch (Exception e) {
      LOG.error("The books could not be added up", e);
      store.end(id, String.valueOf(e.getMessage()), Instant.now());
    }
  }

  private static ReconciliationView.Finding view(MoneyAudit.Finding finding, long millis) {
    if (!finding.sound()) {
      LOG.errorf(
          "The books are wrong: %s, %d of %d differ, such as %s",
          finding.name(), finding.differences(), finding.compared(), finding.example());
    }
    return new ReconciliationView.Finding(
        finding.name(), finding.compared(), finding.differences(), finding.example(), millis);
  }
}
