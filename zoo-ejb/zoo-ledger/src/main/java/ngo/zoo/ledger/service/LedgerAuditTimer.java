package ngo.zoo.ledger.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Audits the whole ledger every night. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LedgerAuditTimer {
  @EJB private LedgerAudits audits;

  @Schedule(hour = "3", minute = "47", persistent = false)
  public void everyNight() {
    audits.runNow();
  }
}
