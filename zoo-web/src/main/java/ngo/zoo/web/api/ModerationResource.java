package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import ngo.zoo.ledger.HeldExperience;
import ngo.zoo.ledger.ReviewState;
import ngo.zoo.ledger.service.Moderation;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Submissions that wait for a person (staff). */
@Path("moderation")
@Produces("application/json")
@RequestScoped
public class ModerationResource {
  @Inject CurrentCaller current;
  @Inject Moderation moderation;

  /**
   * Why a submission is not put to the vote.
   *
   * @param reason told to its author, 10 to 1000 characters
   */
  public record RefusalReason(@Nullable String reason) {}

  @GET
  @Operation(
      operationId = "listHeldSubmissions",
      summary = "Held submissions with the reasons (staff)",
      description = "What waits oldest first, what is decided newest first.")
  public Listing<HeldExperience> page(
      @Parameter(description = "waiting, released or refused")
          @QueryParam("state")
          @DefaultValue("waiting")
          String state,
      @BeanParam Paging paging) {
    ReviewState wanted = Names.parse(ReviewState.class, "state", state);
    return Listing.of(moderation.page(current.get(), wanted, paging.request()), paging);
  }

  @POST
  @Path("{id}/release")
  @Consumes("*/*")
  @Operation(
      operationId = "releaseSubmission",
      summary = "Let a held submission go to its vote (staff, not its author)")
  @APIResponse(responseCode = "409", description = "It does not wait any more")
  public HeldExperience release(@PathParam("id") UUID id) {
    return moderation.release(current.get(), id);
  }

  @POST
  @Path("{id}/refusal")
  @Consumes("application/json")
  @Operation(
      operationId = "refuseSubmission",
      summary = "Refuse a held submission (staff, not its author)",
      description = "Its proposal is canceled and the stake given back.")
  @APIResponse(responseCode = "409", description = "It does not wait any more")
  public HeldExperience refuse(@PathParam("id") UUID id, RefusalReason refusal) {
    String reason = RequiredField.of("reason", refusal.reason());
    return moderation.refuse(current.get(), id, reason);
  }
}
