package ngo.zoo.billing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.compute.EscrowView;
import ngo.zoo.compute.OpenEscrow;
import ngo.zoo.persistence.rewards.ComputeEscrows;
import ngo.zoo.persistence.rewards.Holds;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What compute jobs pay: an escrow in ZEN up to a cap, drawn on as GPU-seconds are metered, with
 * the network's fee [P] of the day it was opened, and the rest back at the end. Prices and
 * rounding: {@link ngo.zoo.compute.rules.GpuPrice}. Called by what runs jobs, in its own
 * transaction.
 */
@Stateless
public class ComputeBilling {
  private static final Logger LOG = Logger.getLogger(ComputeBilling.class);

  @Inject private ComputeEscrows escrows;
  @Inject private Holds holds;
  @Inject private Parameters parameters;
  @EJB private ComputeBilling self;

  /**
   * Puts a job's cap aside; once per job, and a repeat answers the first terms.
   *
   * @throws Refusal {@code insufficient-funds} (402)
   */
  public EscrowView open(OpenEscrow terms) {
    escrows.open(terms, parameters.number(Parameter.COMPUTE_FEE));
    return escrow(terms.jobId());
  }

  /**
   * Pays for the work done so far and lets the lease last from now on.
   *
   * @param totalGpuSeconds of all of the job's GPUs since it began: a running total, so that an
   *     event that comes again, late or out of order moves nothing
   * @return what was paid now
   * @throws Refusal {@code hold-not-found}
   */
  public Amount meter(UUID jobId, long totalGpuSeconds, Duration lease) {
    holds.renew(jobId, lease);
    return escrows.meter(jobId, totalGpuSeconds);
  }

  /**
   * Ends the escrow; what was not earned goes back to the payer.
   *
   * @return whether it was ended now
   */
  public boolean close(UUID jobId) {
    return escrows.close(jobId);
  }

  /**
   * The caller's, as payer or provider; all for staff.
   *
   * @throws Refusal {@code escrow-not-found}, also for those of others
   */
  public EscrowView one(Caller caller, UUID jobId) {
    EscrowView found = escrow(jobId);
    boolean own =
        isParty(found, caller.id())
            || caller.organisationId() != null && isParty(found, caller.organisationId());
    if (!own && !caller.has(Role.STAFF)) {
      throw Refusal.notFound("escrow", jobId);
    }
    return found;
  }

  /** Newest first: the caller's, of its organisation when it acts for one; all for staff. */
  public Page<EscrowView> page(Caller caller, PageRequest request) {
    return escrows.page(caller.has(Role.STAFF) ? null : party(caller), request);
  }

  /** Ends those whose lease is over, one transaction each. Returns how many. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public int closeExpired() {
    int closed = 0;
    for (UUID id : holds.expired(Instant.now())) {
      closed += closedAlone(id) ? 1 : 0;
    }
    return closed;
  }

  /** In a transaction of its own, so that one that fails does not hold up the others. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public boolean closeOne(UUID id) {
    boolean closed = holds.expire(id, Instant.now());
    if (closed) {
      LOG.infof("Escrow %s closed: its lease is over", id);
    }
    return closed;
  }

  private boolean closedAlone(UUID id) {
    try {
      return self.closeOne(id);
    } catch (RuntimeException e) {
      LOG.warnf(e, "Escrow %s could not be closed; tried again later", id);
      return false;
    }
  }

  private EscrowView escrow(UUID jobId) {
    return escrows.one(jobId).orElseThrow(() -> Refusal.notFound("escrow", jobId));
  }

  private static boolean isParty(EscrowView escrow, @Nullable UUID id) {
    return escrow.payerId().equals(id) || escrow.providerId().equals(id);
  }

  private static UUID party(Caller caller) {
    UUID organisation = caller.organisationId();
    return organisation == null ? caller.id() : organisation;
  }
}
