package ngo.zoo.governance.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Closes disputes' panels whose time is over. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PanelTimer {
  @EJB private DisputePanels panels;

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  public void tick() {
    panels.closeDue();
  }
}
