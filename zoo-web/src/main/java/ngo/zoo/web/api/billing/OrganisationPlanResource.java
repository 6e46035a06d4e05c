package ngo.zoo.web.api.billing;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.billing.OrganisationPlan;
import ngo.zoo.billing.service.Plans;
import ngo.zoo.web.api.RequiredField;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Which plan an organisation has. */
@Path("organisations/{organisation}/plan")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class OrganisationPlanResource {
  private static final String ASSIGNMENT =
      """
      {"plan_id": "019a7f3e-5c1d-7a30-8f00-3b1f4d2c9e77", "valid_from": "2026-12-01T00:00:00Z"}
      """;

  @Inject CurrentCaller current;
  @Inject Plans plans;

  /**
   * A plan to have.
   *
   * @param validFrom from when on; now when left out
   */
  public record Assignment(@Nullable UUID planId, @Nullable Instant validFrom) {}

  @GET
  @Operation(
      operationId = "getOrganisationPlan",
      summary = "The plan version in force and the history of assignments")
  @APIResponse(responseCode = "200", description = "Present version, assignments latest first")
  @APIResponse(responseCode = "403", description = "For partners and staff; scope usage:read")
  @APIResponse(responseCode = "404", description = "No such organisation of yours")
  public OrganisationPlan present(@PathParam("organisation") UUID organisation) {
    return plans.of(current.get(), organisation);
  }

  @POST
  @Operation(operationId = "assignPlan", summary = "Give the organisation a plan (staff)")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Assignment.class),
              examples = @ExampleObject(name = "from December", value = ASSIGNMENT)))
  @APIResponse(responseCode = "200", description = "The organisation's plans")
  @APIResponse(responseCode = "400", description = "A start in the past")
  @APIResponse(responseCode = "403", description = "For staff")
  @APIResponse(responseCode = "404", description = "No such organisation or plan")
  @APIResponse(responseCode = "409", description = "Another plan begins then")
  public OrganisationPlan assign(@PathParam("organisation") UUID organisation, Assignment body) {
    return plans.assign(
        current.get(), organisation, RequiredField.of("plan_id", body.planId()), body.validFrom());
  }
}
