package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Arrays;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;

/** Governed values as they are in force. */
@Path("parameters")
@Produces("application/json")
@SecurityRequirements
@RequestScoped
public class ParameterResource {
  @Inject Parameters parameters;

  /** A governed value; changed only by an executed proposal. */
  public record GovernedValue(String key, String value, String genesis, String meaning) {}

  @GET
  @Operation(operationId = "listParameters", summary = "Every governed value")
  public Listing<GovernedValue> all() {
    return Listing.whole(Arrays.stream(Parameter.values()).map(this::inForce).toList());
  }

  private GovernedValue inForce(Parameter p) {
    return new GovernedValue(p.key(), parameters.text(p), p.genesis(), p.meaning());
  }
}
