package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import ngo.zoo.persistence.routing.ProbeStore;
import ngo.zoo.persistence.routing.ProbeStore.Probe;
import ngo.zoo.routing.rules.verification.Probes;
import ngo.zoo.shared.BusinessClock;
import org.jboss.logging.Logger;

/** Writes down probes and what follows from them, each in a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ProbeBooks {
  private static final Logger LOG = Logger.getLogger(ProbeBooks.class);

  @Inject private ProbeStore store;
  @Inject private BusinessClock clock;

  /** Keeps what a verifier found about a false answer; who overlooks too many verifies no more. */
  public void keep(Probe probe) {
    store.add(probe);
    if (Probes.isUntrustworthy(store.latest(probe.verifierId(), Probes.MEMORY))) {
      String reason =
          ("It found at least %d of its latest %d test answers to be as claimed that were not."
                  + " It may verify again when it has been measured anew")
              .formatted(Probes.MOST, Probes.MEMORY);
      Instant now = clock.now();
      Instant until = now.plus(Probes.pause(store.bars(probe.verifierId())));
      if (store.bar(probe.verifierId(), reason, now, until)) {
        LOG.warnf(
            "Node %s verifies no more; %d of its reports are dropped",
            probe.verifierId(), store.drop(probe.verifierId(), now));
      }
    }
  }
}
