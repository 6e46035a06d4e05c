package ngo.zoo.governance.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Ends votes whose period is over. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class VoteTimer {
  @EJB private Proposals proposals;

  @Schedule(hour = "*", minute = "*", second = "*/3", persistent = false)
  public void tick() {
    proposals.closeDue();
  }
}
