package ngo.zoo.routing.service;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import ngo.zoo.shared.KeptFresh;
import org.jboss.logging.Logger;

/** Has what every question reads from the books renewed before it is too old. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FreshnessTimer {
  private static final Logger LOG = Logger.getLogger(FreshnessTimer.class);
  private static final long MILLIS = 200;

  @Resource private TimerService timers;
  @Inject @Any private Instance<KeptFresh> found;

  private List<KeptFresh> readings = List.of();

  @PostConstruct
  void start() {
    readings = found.stream().toList();
    timers.createIntervalTimer(MILLIS, MILLIS, new TimerConfig(null, false));
  }

  @Timeout
  public void tick() {
    for (KeptFresh reading : readings) {
      try {
        reading.keepFresh();
      } catch (RuntimeException e) {
        LOG.debugf(e, "The next question reads it");
      }
    }
  }
}
