package ngo.zoo.rewards.service;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Looks after credit leases every two seconds, and gives them back when the server stops. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LeaseTimer {
  @Inject private Leases leases;

  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  public void tick() {
    leases.keep();
  }

  @PreDestroy
  void stop() {
    leases.close();
  }
}
