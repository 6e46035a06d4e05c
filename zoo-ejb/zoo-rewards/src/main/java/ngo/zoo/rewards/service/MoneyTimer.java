package ngo.zoo.rewards.service;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import ngo.zoo.persistence.rewards.MoneyAudit;
import ngo.zoo.persistence.rewards.MoneyWatch;
import org.jboss.logging.Logger;

/** Looks at balances every minute; the whole journal is read by a nightly reconciliation. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MoneyTimer {
  private static final Logger LOG = Logger.getLogger(MoneyTimer.class);

  @Inject private MoneyWatch watch;

  @Schedule(hour = "*", minute = "*", second = "20", persistent = false)
  public void everyMinute() throws SQLException {
    report(watch.lookAtBalances());
  }

  private static void report(List<MoneyAudit.Finding> findings) {
    for (MoneyAudit.Finding finding : findings) {
      if (!finding.sound()) {
        LOG.errorf(
            "The books are wrong: %s, %d of %d differ, such as %s",
            finding.name(), finding.differences(), finding.compared(), finding.example());
      }
    }
  }
}
