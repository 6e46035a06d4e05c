package ngo.zoo.rewards.service;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.persistence.billing.CreditLeases;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.leases.Drawn;
import ngo.zoo.rewards.leases.LeaseDesk;
import ngo.zoo.rewards.leases.LeaseScope;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Fees from credit leases: what a payer who asks often may spend without a transaction per
 * question. Whoever gets nothing here is served as exactly by {@link Fees#reserve}.
 */
@ApplicationScoped
public class Leases {
  private static final Logger LOG = Logger.getLogger(Leases.class);

  @Inject
  @ConfigProperty(name = "zoo.gateway.leases", defaultValue = "true")
  boolean leasing;

  @Resource private ManagedExecutorService executor;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;
  @EJB private LeaseBooks books;

  private LeaseDesk desk;

  @PostConstruct
  void open() {
    desk =
        new LeaseDesk(
            books,
            LeaseDesk.Terms.USUAL,
            () -> parameters.duration(Parameter.LEASE_TIME),
            work -> executor.execute(() -> quietly(work)),
            System::nanoTime,
            clock::now);
  }

  /** Takes the fee from a lease; empty when there is none that has it. */
  public Optional<Drawn> draw(Caller payer, Amount fee) {
    return leasing && isPayer(payer) ? desk.take(scope(payer), fee) : Optional.empty();
  }

  private static boolean isPayer(Caller caller) {
    return caller.organisationId() != null || caller.kind() == Caller.Kind.PERSON;
  }

  private static LeaseScope scope(Caller payer) {
    UUID organisation = payer.organisationId();
    Caller.Key key = payer.key();
    return organisation == null
        ? new LeaseScope(AccountKind.MEMBER, payer.id(), null, null)
        : new LeaseScope(
            AccountKind.ORGANISATION,
            organisation,
            key == null ? null : key.projectId(),
            key == null ? null : key.family());
  }

  /**
   * Gives back what is leased for the payer here, and asks the other servers for theirs.
   *
   * @return whether there is more to spend now
   */
  public boolean recall(Caller payer) {
    LeaseScope scope = scope(payer);
    return isPayer(payer) && recall(new LeaseScope(scope.payerKind(), scope.payer(), null, null));
  }

  /** As {@link #recall(Caller)}, within a scope only. */
  boolean recall(LeaseScope scope) {
    return leasing && desk.recall(scope);
  }

  /** Prolongs, gives back and forgets; then ends what servers that are gone have left behind. */
  void keep() {
    quietly(desk::keep);
    for (UUID lease : books.expired()) {
      quietly(
          () -> {
            if (books.expire(lease)) {
              LOG.infof("Lease %s ended: its server did not prolong it", lease);
            }
          });
    }
  }

  /** Before the server stops. */
  void close() {
    quietly(desk::close);
  }

  private static void quietly(Runnable work) {
    try {
      work.run();
    } catch (CreditLeases.Refused meanwhile) {
      LOG.debugf(meanwhile, "Another one was quicker");
    } catch (RuntimeException e) {
      LOG.warnf(e, "Leases are tried again in a moment");
    }
  }
}
