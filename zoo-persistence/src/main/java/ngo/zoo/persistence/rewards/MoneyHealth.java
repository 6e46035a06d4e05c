package ngo.zoo.persistence.rewards;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.jspecify.annotations.Nullable;

/**
 * What the last looks at the books found. Always up: a restart mends no books, so this informs and
 * leaves the alarm to whoever reads {@code differences}. A probe reads what a timer found and costs
 * nothing.
 */
@Liveness
@ApplicationScoped
public class MoneyHealth implements HealthCheck {
  private record Look(Instant at, List<MoneyAudit.Finding> findings) {
    long differences() {
      return findings.stream().mapToLong(MoneyAudit.Finding::differences).sum();
    }
  }

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  private volatile @Nullable Look open;
  private volatile @Nullable Look whole;

  /** For the container. */
  public MoneyHealth() {}

  MoneyHealth(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Compares balances with what is open; answers what is wrong. */
  public List<MoneyAudit.Finding> lookAtWhatIsOpen(Instant now) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return (open = new Look(now, MoneyAudit.open(connection))).findings();
    }
  }

  /** Reads the whole journal; answers what is wrong. */
  public List<MoneyAudit.Finding> lookAtEverything(Instant now) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return (whole = new Look(now, MoneyAudit.all(connection))).findings();
    }
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("money").up();
    Look lastOpen = open;
    Look lastWhole = whole;
    if (lastOpen != null) {
      response.withData("balances_checked_at", lastOpen.at().toString());
      response.withData("balances_differences", lastOpen.differences());
    }
    if (lastWhole != null) {
      response.withData("journal_checked_at", lastWhole.at().toString());
      response.withData("journal_differences", lastWhole.differences());
    }
    return response.build();
  }
}
