package ngo.zoo.billing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.jboss.logging.Logger;

/** Closes months whose answers are final and tells of overdue invoices, every hour. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InvoiceTimer {
  private static final Logger LOG = Logger.getLogger(InvoiceTimer.class);

  @EJB private Invoices invoices;

  @Schedule(hour = "*", minute = "7", persistent = false)
  public void everyHour() {
    int closed = invoices.closeDue();
    int overdue = invoices.remind();
    if (closed + overdue > 0) {
      LOG.infof("%d months invoiced, %d invoices overdue", closed, overdue);
    }
  }
}
