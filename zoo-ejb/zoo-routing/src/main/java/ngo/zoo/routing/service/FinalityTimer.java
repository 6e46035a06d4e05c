package ngo.zoo.routing.service;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Looks every five seconds for answers whose dispute window has passed. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FinalityTimer {
  @Inject private Queries queries;

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  public void finaliseDue() {
    queries.finaliseDue();
  }
}
