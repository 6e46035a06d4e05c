package ngo.zoo.books.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/**
 * Puts new entries into the log every few seconds and looks once an hour for any that came late;
 * adds the whole books up every night.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BooksTimer {
  @EJB private Batching batching;
  @EJB private Reconciliations reconciliations;

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  public void seal() {
    batching.seal();
  }

  @Schedule(hour = "*", minute = "11", persistent = false)
  public void sweep() {
    batching.sweep();
  }

  @Schedule(hour = "3", minute = "17", persistent = false)
  public void everyNight() {
    reconciliations.runNow();
  }
}
