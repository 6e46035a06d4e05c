package ngo.zoo.persistence.rewards;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * What the last looks at the books found. Always up: a restart mends no books, so this informs and
 * leaves the alarm to whoever reads the differences. A probe reads what a timer found and costs
 * nothing.
 */
@Liveness
@ApplicationScoped
public class MoneyHealth implements HealthCheck {
  @Inject private MoneyWatch watch;

  /** For the container. */
  public MoneyHealth() {}

  MoneyHealth(MoneyWatch watch) {
    this.watch = watch;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("money").up();
    watch
        .lastOfBalances()
        .ifPresent(
            look -> {
              response.withData("balances_checked_at", look.at().toString());
              response.withData("balances_differences", look.differences());
            });
    watch
        .lastOfJournal()
        .ifPresent(
            look -> {
              response.withData("journal_checked_at", look.at().toString());
              response.withData("journal_differences", look.differences());
            });
    return response.build();
  }
}
