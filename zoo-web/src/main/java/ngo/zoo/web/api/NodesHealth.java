package ngo.zoo.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import ngo.zoo.routing.service.Nodes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells how the nodes are and is never down: votes, proofs and books work without any node, and a
 * server taken out of service for one would take them along.
 */
@Readiness
@ApplicationScoped
public class NodesHealth implements HealthCheck {
  @Inject Nodes nodes;

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("nodes").up();
    try {
      nodes.nodes().forEach(node -> response.withData(node.name(), node.state()));
    } catch (RuntimeException e) {
      response.withData("unknown", String.valueOf(e.getMessage()));
    }
    return response.build();
  }
}
