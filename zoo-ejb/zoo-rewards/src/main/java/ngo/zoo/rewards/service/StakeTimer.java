package ngo.zoo.rewards.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Pays out what has unbonded and burns slashes nobody appealed; each in its own transaction. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class StakeTimer {
  private static final Logger LOG = Logger.getLogger(StakeTimer.class);

  @EJB private Staking staking;
  @EJB private Slashing slashing;

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  public void tick() {
    each(slashing.due(), slashing::takeEffect);
    each(staking.due(), staking::complete);
  }

  /** One that fails must not keep the others waiting; it comes again with the next tick. */
  private static void each(List<UUID> ids, Consumer<UUID> work) {
    for (UUID id : ids) {
      try {
        work.accept(id);
      } catch (RuntimeException e) {
        LOG.errorf(e, "Stake or slash %s stays as it is until the next attempt", id);
      }
    }
  }
}
