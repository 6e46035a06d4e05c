package ngo.zoo.ledger.service;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import ngo.zoo.content.CopyService;
import ngo.zoo.persistence.ledger.CopyQueue;

/** Looks every ten seconds for library versions that a configured store does not have yet. */
@Singleton
@Startup
public class CopyTimer {
  @Inject CopyQueue queue;
  @Inject @Any Instance<CopyService> services;

  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  public void fill() {
    for (CopyService service : services) {
      if (service.isConfigured()) {
        queue.fill(service.store());
      }
    }
  }
}
