package ngo.zoo.notices.service;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import ngo.zoo.persistence.idempotency.IdempotencyRecords;

/** Forgets kept answers once nobody may ask for them again. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class IdempotencyTimer {
  @Inject private IdempotencyRecords records;

  @Schedule(hour = "*", minute = "7", persistent = false)
  public void tick() {
    records.forget(Instant.now());
  }
}
