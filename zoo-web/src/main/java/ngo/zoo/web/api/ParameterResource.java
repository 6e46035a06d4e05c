package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
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
  @Operation(
      operationId = "listParameters",
      summary = "Every governed value",
      description = "The search is for a key or a meaning.")
  public Listing<GovernedValue> all(@BeanParam Paging paging) {
    return Listing.part(
        Arrays.stream(Parameter.values()).map(this::inForce).toList(),
        paging,
        one -> one.key() + " " + one.meaning());
  }

  private GovernedValue inForce(Parameter p) {
    return new GovernedValue(p.key(), parameters.text(p), p.genesis(), p.meaning());
  }
}
