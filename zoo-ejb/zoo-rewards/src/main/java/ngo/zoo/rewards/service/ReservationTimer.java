package ngo.zoo.rewards.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Releases fees whose query never came to an end. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReservationTimer {
  @EJB private Fees fees;

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  public void tick() {
    fees.releaseExpired();
  }
}
