package ngo.zoo.rewards.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Opens reward epochs and has those paid that are over. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EpochTimer {
  @EJB private Epochs epochs;

  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  public void tick() {
    epochs.openDue();
    epochs.startDue();
  }
}
