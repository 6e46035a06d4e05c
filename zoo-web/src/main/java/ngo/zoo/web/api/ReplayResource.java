package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import ngo.zoo.routing.Replay;
import ngo.zoo.routing.service.Replays;
import ngo.zoo.web.api.chat.RateLimited;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Answers computed again, from what is kept of them. */
@Path("receipts/{id}/replay")
@Produces("application/json")
@RequestScoped
public class ReplayResource {
  private static final String REPLAY =
      """
      {"receipt_id": "019a7f3e-5c1d-7a30-8f00-3b1f4d2c9e77", "match": true,
       "reason": "The same text, character by character", "tokens": 9, "node": "petra-1",
       "again": "petra-1"}
      """;

  @Inject CurrentCaller current;
  @Inject Replays replays;

  @POST
  @RateLimited
  @Consumes("*/*")
  @Operation(
      operationId = "replayReceipt",
      summary = "Ask a node the same again and compare (its payer and staff)",
      description =
          "With the same model, seed, parameters and experiences. Free for staff; for the payer it"
              + " is a question like another, with a fee and a receipt of its own. Possible as long"
              + " as question and answer are kept (routing.transcript-retention).")
  @APIResponse(
      responseCode = "200",
      description = "Whether both answers agree within tolerance, and why not",
      content =
          @Content(
              mediaType = "application/json",
              examples = @ExampleObject(name = "match", value = REPLAY)))
  @APIResponse(responseCode = "404", description = "No such receipt, or another's")
  @APIResponse(responseCode = "409", description = "Question and answer are not kept any more")
  @APIResponse(responseCode = "429", description = "The caller's rate limit is reached")
  @APIResponse(responseCode = "503", description = "No node can answer now")
  public Replay replay(@PathParam("id") UUID id) {
    return replays.replay(current.get(), id);
  }
}
