package ngo.zoo.ledger.service;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import ngo.zoo.persistence.log.Sequencer;

/** Runs the log's sequencer every other second, each time in a transaction of its own. */
@Singleton
@Startup
public class LogTimer {
  @Inject Sequencer sequencer;

  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  public void sequence() {
    sequencer.sequence();
  }
}
