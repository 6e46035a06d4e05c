package ngo.zoo.routing.service;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looks after the nodes; a round that lasts longer is not joined. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NodeTimer {
  @Inject private NodeRounds rounds;

  private final AtomicBoolean quick = new AtomicBoolean();
  private final AtomicBoolean slow = new AtomicBoolean();

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  public void everySecond() {
    alone(quick, rounds::quick);
  }

  @Schedule(hour = "*", minute = "*", second = "2/5", persistent = false)
  public void everyFewSeconds() {
    alone(slow, rounds::slow);
  }

  @Schedule(hour = "*", minute = "17", persistent = false)
  public void everyHour() {
    rounds.erase();
  }

  private static void alone(AtomicBoolean busy, Runnable round) {
    if (busy.compareAndSet(false, true)) {
      try {
        round.run();
      } finally {
        busy.set(false);
      }
    }
  }
}
