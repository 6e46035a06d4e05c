package ngo.zoo.billing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Ends inference credits in time and tells of it before. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CreditTimer {
  @EJB private Credits credits;

  @Schedule(hour = "*", minute = "*", second = "35", persistent = false)
  public void tick() {
    credits.expireDue();
    credits.warn();
  }
}
