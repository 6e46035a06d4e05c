package ngo.zoo.web.api.billing;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.billing.PlanView;
import ngo.zoo.billing.service.Plans;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Paging;
import ngo.zoo.web.api.RequiredField;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Plans and their versions. */
@Path("plans")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class PlanResource {
  private static final String DRAFT =
      """
      {"name": "Scale", "open": true, "valid_from": "2026-12-01T00:00:00Z", "terms":
      """
          + GivenTerms.EXAMPLE
          + "}";
  private static final String VERSION =
      """
      {"valid_from": "2027-01-01T00:00:00Z", "terms":
      """
          + GivenTerms.EXAMPLE
          + "}";

  @Inject CurrentCaller current;
  @Inject Plans plans;

  /**
   * A plan to make.
   *
   * @param open whether every organisation sees it; true when left out
   * @param validFrom when its first version begins; now when left out
   */
  public record Draft(
      @Nullable String name,
      @Nullable Boolean open,
      @Nullable Instant validFrom,
      @Nullable GivenTerms terms) {}

  /**
   * A version to add.
   *
   * @param validFrom when it takes effect; now when left out
   */
  public record NewVersion(@Nullable Instant validFrom, @Nullable GivenTerms terms) {}

  @GET
  @Operation(
      operationId = "listPlans",
      summary = "Plans with their versions",
      description =
          "All for staff; for partners those open to everybody and their own. The search is for a"
              + " name.")
  @APIResponse(responseCode = "200", description = "Plans by name")
  @APIResponse(responseCode = "403", description = "For partners and staff; scope usage:read")
  public Listing<PlanView> all(@BeanParam Paging paging) {
    return Listing.part(plans.list(current.get()), paging, PlanView::name);
  }

  @GET
  @Path("{plan}")
  @Operation(operationId = "getPlan", summary = "One plan with its versions, newest first")
  @APIResponse(responseCode = "200", description = "The plan")
  @APIResponse(responseCode = "404", description = "No such plan that you may see")
  public PlanView one(@PathParam("plan") UUID plan) {
    return plans.plan(current.get(), plan);
  }

  @POST
  @Operation(operationId = "createPlan", summary = "Make a plan with its first version (staff)")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Draft.class),
              examples = @ExampleObject(name = "scale", value = DRAFT)))
  @APIResponse(responseCode = "201", description = "The plan")
  @APIResponse(responseCode = "400", description = "Terms that cannot be meant, or a past start")
  @APIResponse(responseCode = "409", description = "Another plan has this name")
  public Response create(Draft body) {
    PlanView plan =
        plans.create(
            current.get(),
            RequiredField.of("name", body.name()),
            body.open() == null || body.open(),
            RequiredField.of("terms", body.terms()).read(),
            body.validFrom());
    return created(plan);
  }

  @POST
  @Path("{plan}/versions")
  @Operation(
      operationId = "addPlanVersion",
      summary = "Add a version that takes effect from its time (staff)",
      description = "A version never changes; organisations of the plan follow to the next one.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = NewVersion.class),
              examples = @ExampleObject(name = "new year", value = VERSION)))
  @APIResponse(responseCode = "201", description = "The plan with its new version")
  @APIResponse(responseCode = "400", description = "Terms that cannot be meant, or a past start")
  @APIResponse(responseCode = "404", description = "No such plan")
  @APIResponse(responseCode = "409", description = "A version begins then or later already")
  public Response addVersion(@PathParam("plan") UUID plan, NewVersion body) {
    return created(
        plans.addVersion(
            current.get(), plan, RequiredField.of("terms", body.terms()).read(), body.validFrom()));
  }

  private static Response created(PlanView plan) {
    return Response.created(URI.create("plans/" + plan.id())).entity(plan).build();
  }
}
