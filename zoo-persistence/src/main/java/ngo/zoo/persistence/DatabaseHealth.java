package ngo.zoo.persistence;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready only while the system of record answers. Stands here and not beside the API because health
 * checks of a WAR inside an EAR are not found by the server. Nodes are no part of it: votes, proofs
 * and books work without any.
 */
@Readiness
@ApplicationScoped
public class DatabaseHealth implements HealthCheck {
  private static final int PATIENCE_SECONDS = 2;

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource dataSource;

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("database");
    try (Connection connection = dataSource.getConnection()) {
      return response.status(connection.isValid(PATIENCE_SECONDS)).build();
    } catch (SQLException e) {
      return response.down().withData("reason", String.valueOf(e.getMessage())).build();
    }
  }
}
