package ngo.zoo.ledger.service;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import javax.sql.DataSource;
import ngo.zoo.ledger.audit.ChainRoots;
import ngo.zoo.ledger.audit.LedgerAuditView;
import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.ledger.audit.StoreReader;
import ngo.zoo.persistence.ledger.audit.AuditProgress;
import ngo.zoo.persistence.ledger.audit.LedgerAudit;
import ngo.zoo.persistence.ledger.audit.LedgerAuditStore;
import ngo.zoo.persistence.ledger.audit.Outside;
import ngo.zoo.persistence.log.OperatorKey;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Computes the whole ledger again and keeps what was found; for staff, and every night. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LedgerAudits {
  private static final Logger LOG = Logger.getLogger(LedgerAudits.class);

  @Inject private LedgerAuditStore store;
  @Inject private OperatorKey key;
  @Inject @Any private Instance<ChainRoots> chain;
  @Inject @Any private Instance<StoreReader> stores;
  @Resource private ManagedExecutorService executor;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource source;

  /** Newest first, without their findings. */
  public Page<LedgerAuditView> page(Caller caller, PageRequest request) {
    caller.require(Role.STAFF);
    return store.page(request);
  }

  /**
   * @throws Refusal {@code ledger-audit-not-found}
   */
  public LedgerAuditView one(Caller caller, UUID id) {
    caller.require(Role.STAFF);
    return store.one(id).orElseThrow(() -> Refusal.notFound("ledger-audit", id));
  }

  /**
   * Starts one and comes back at once.
   *
   * @throws Refusal {@code ledger-audit-running} (409)
   */
  public LedgerAuditView start(Caller caller) {
    caller.require(Role.STAFF);
    UUID by = caller.kind() == Caller.Kind.PERSON ? caller.id() : null;
    UUID id =
        begin(by)
            .orElseThrow(
                () ->
                    Refusal.conflict(
                        "ledger-audit-running", "The ledger is being audited: wait for it"));
    try {
      executor.execute(() -> run(id));
    } catch (RejectedExecutionException e) {
      store.end(id, "The server has no thread for it: " + e.getMessage(), Instant.now());
    }
    return one(caller, id);
  }

  /** For the timer: waits until it is over; does nothing while one is running. */
  public void runNow() {
    begin(null).ifPresent(this::run);
  }

  private Optional<UUID> begin(@Nullable UUID by) {
    return store.start(by, Instant.now());
  }

  private void run(UUID id) {
    AuditProgress keeping =
        new AuditProgress() {
          @Override
          public void compared(LedgerCheck check, long things) {
            store.beat(id, Instant.now());
          }

          @Override
          public void found(LedgerFinding finding) {
            keep(id, finding);
          }
        };
    try {
      LedgerAudit.run(source, key.logKey(), outside(), keeping);
      store.end(id, null, Instant.now());
    } catch (Exception e) {
      LOG.error("The ledger could not be audited", e);
      store.end(id, String.valueOf(e.getMessage()), Instant.now());
    }
  }

  private Outside outside() {
    return new Outside(
        chain.isResolvable() ? chain.get() : null,
        stores.stream().filter(StoreReader::isConfigured).toList());
  }

  private void keep(UUID id, LedgerFinding finding) {
    if (!finding.isSound()) {
      LOG.errorf(
          "The ledger is wrong: %s, %d of %d differ: %s",
          finding.check().words(), finding.differences(), finding.compared(), finding.named());
    }
    store.found(id, finding);
    store.beat(id, Instant.now());
  }
}
