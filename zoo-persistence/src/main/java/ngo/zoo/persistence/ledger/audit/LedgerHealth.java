package ngo.zoo.persistence.ledger.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * What the last audit of the ledger found. Always up: a restart mends no ledger, so this informs
 * and leaves the alarm to whoever reads the differences.
 */
@Liveness
@ApplicationScoped
public class LedgerHealth implements HealthCheck {
  @Inject private LedgerAuditStore audits;

  /** For the container. */
  public LedgerHealth() {}

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("ledger").up();
    audits
        .last()
        .ifPresent(
            audit -> {
              response.withData("audited_at", String.valueOf(audit.endedAt()));
              response.withData("status", audit.status().name());
              response.withData("differences", audit.differences());
            });
    return response.build();
  }
}
