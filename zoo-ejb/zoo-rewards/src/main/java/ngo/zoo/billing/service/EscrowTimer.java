package ngo.zoo.billing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Closes escrows whose job has not been heard of for the length of its lease. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EscrowTimer {
  @EJB private ComputeBilling billing;

  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  public void tick() {
    billing.closeExpired();
  }
}
