package ngo.zoo.ledger.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import ngo.zoo.ledger.LibraryView;

/** Counts uses every few seconds and brings stored qualities up to date every half minute. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class QualityTimer {
  private static final int MOST_ROUNDS = 20;

  @EJB private Qualities qualities;
  @EJB private Libraries libraries;

  @Schedule(hour = "*", minute = "*", second = "1/3", persistent = false)
  public void count() {
    for (int round = 0; round < MOST_ROUNDS && qualities.countUses(); round++) {
      // What is left after the last round waits for the next time.
    }
  }

  /** One transaction per library: none holds another's rows up. */
  @Schedule(hour = "*", minute = "*", second = "5/30", persistent = false)
  public void refresh() {
    libraries.libraries().stream().map(LibraryView::domain).forEach(qualities::refreshAlone);
  }
}
