package ngo.zoo.web.api.rewards;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import ngo.zoo.rewards.Standing;
import ngo.zoo.rewards.service.Reputations;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Reputation from settled work: what independent parties paid, decayed. */
@Path("reputation")
@Produces("application/json")
@RequestScoped
public class ReputationResource {
  private static final String STANDING =
      """
      {"party_id": "019a7f3e-5c1d-7a30-8f00-3b1f4d2c9e77",
       "provider": {"value": "0", "asset": "KEEPER"},
       "contributor": {"value": "1.6", "asset": "KEEPER"},
       "payer": {"value": "0.24", "asset": "KEEPER"}}
      """;

  @Inject CurrentCaller current;
  @Inject Reputations reputations;

  /** Scores after the last finished epoch, in KEEPER that independent parties paid. */
  public record Scores(UUID partyId, Amount provider, Amount contributor, Amount payer) {}

  @GET
  @Operation(
      operationId = "getReputation",
      summary = "The caller's reputation as provider, contributor and payer",
      description = "Of another party by its id, to staff.")
  @APIResponse(
      responseCode = "200",
      description = "Scores after the last finished epoch",
      content = @Content(examples = @ExampleObject(name = "a contributor", value = STANDING)))
  public Scores scores(
      @Parameter(description = "A member or organisation (staff)") @QueryParam("party")
          @Nullable UUID party) {
    Caller caller = current.get();
    Standing standing = party == null ? reputations.own(caller) : reputations.of(caller, party);
    return new Scores(
        standing.partyId(),
        Amount.keeper(standing.provider()),
        Amount.keeper(standing.contributor()),
        Amount.keeper(standing.payer()));
  }
}
