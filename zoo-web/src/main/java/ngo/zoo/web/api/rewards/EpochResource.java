package ngo.zoo.web.api.rewards;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import ngo.zoo.rewards.AuditLine;
import ngo.zoo.rewards.EpochRun;
import ngo.zoo.rewards.EpochView;
import ngo.zoo.rewards.PayoutView;
import ngo.zoo.rewards.service.Epochs;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Paging;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;

/** Reward epochs: what each paid, how its job runs, and whether it adds up. */
@Path("epochs")
@Produces("application/json")
@RequestScoped
public class EpochResource {
  private static final String EPOCHS =
      """
      {"items": [{"id": "019a7f3e-5c1d-7a30-8f00-3b1f4d2c9e77", "number": 3,
         "starts_at": "2026-11-07T09:00:00Z", "ends_at": "2026-11-14T09:00:00Z",
         "status": "verified", "rewards": {"value": "12.5", "asset": "KEEPER"},
         "revenue": {"value": "0.4", "asset": "KEEPER"},
         "credits": {"value": "30", "asset": "KEEPER"}, "differences": 0}],
       "total": 3, "first": 0, "size": 20}
      """;
  private static final String PAYOUTS =
      """
      {"items": [{"kind": "experience", "subject_id": "019a7f3e-0000-7a30-8f00-3b1f4d2c9e77",
         "account": "member", "payee_id": "019a7f3e-1111-7a30-8f00-3b1f4d2c9e77", "payee": "Maya",
         "due": {"value": "1.386294361119890618", "asset": "KEEPER"},
         "amount": {"value": "1.386294361119890618", "asset": "KEEPER"},
         "paid_by": "019a7f3e-2222-7a30-8f00-3b1f4d2c9e77"}], "total": 1, "first": 0, "size": 20}
      """;
  private static final String AUDIT =
      """
      {"epoch": 3, "sound": true, "lines": [
        {"name": "pay-outs follow from their inputs", "compared": 12, "differences": 0}]}
      """;

  @Inject CurrentCaller current;
  @Inject Epochs epochs;

  /** An epoch computed again: sound when no line differs. */
  public record Audit(int epoch, boolean sound, List<AuditLine> lines) {}

  /** The run that was started. */
  public record Started(UUID id) {}

  @GET
  @SecurityRequirements
  @Operation(operationId = "listEpochs", summary = "Reward epochs with their totals, newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page of epochs",
      content = @Content(examples = @ExampleObject(name = "a page", value = EPOCHS)))
  public Listing<EpochView> all(@BeanParam Paging paging) {
    return Listing.of(epochs.page(paging.request()), paging);
  }

  @GET
  @Path("{number}")
  @SecurityRequirements
  @Operation(operationId = "getEpoch", summary = "One reward epoch with its terms and facts")
  @APIResponse(responseCode = "200", description = "The epoch")
  @APIResponse(responseCode = "404", description = "There is no such epoch")
  public EpochView one(@PathParam("number") int number) {
    return epochs.epoch(number);
  }

  @GET
  @Path("{number}/payouts")
  @Operation(
      operationId = "listEpochPayouts",
      summary = "Pay-outs of an epoch, greatest first",
      description = "Staff see all; others what they and their nodes get.")
  @APIResponse(
      responseCode = "200",
      description = "A page of pay-outs",
      content = @Content(examples = @ExampleObject(name = "a page", value = PAYOUTS)))
  public Listing<PayoutView> payouts(@PathParam("number") int number, @BeanParam Paging paging) {
    return Listing.of(epochs.payouts(current.get(), number, paging.request()), paging);
  }

  @GET
  @Path("{number}/runs")
  @Operation(operationId = "listEpochRuns", summary = "Runs of an epoch's job (staff)")
  @APIResponse(responseCode = "200", description = "The newest runs with their progress")
  public Listing<EpochRun> runs(@PathParam("number") int number) {
    return Listing.whole(epochs.runs(current.get(), number));
  }

  @POST
  @Path("{number}/runs")
  @Operation(
      operationId = "runEpoch",
      summary = "Run an epoch that is over, or go on where its last run ended (staff)")
  @APIResponse(responseCode = "202", description = "The run is started; follow it at Location")
  @APIResponse(responseCode = "409", description = "It is open, verified, or being run")
  public Response run(@PathParam("number") int number) {
    UUID run = epochs.start(current.get(), number);
    return Response.accepted(new Started(run))
        .location(URI.create("epochs/" + number + "/runs"))
        .build();
  }

  @POST
  @Path("{number}/stop")
  @Operation(operationId = "stopEpoch", summary = "Stop an epoch's run after its chunk (staff)")
  @APIResponse(responseCode = "202", description = "The run stops")
  @APIResponse(responseCode = "409", description = "It is not being run")
  public Response stop(@PathParam("number") int number) {
    epochs.stop(current.get(), number);
    return Response.accepted().build();
  }

  @GET
  @Path("{number}/audit")
  @Operation(
      operationId = "auditEpoch",
      summary = "Compute an epoch again and compare it with the journal (staff)")
  @APIResponse(
      responseCode = "200",
      description = "What was compared, and what differs",
      content = @Content(examples = @ExampleObject(name = "sound", value = AUDIT)))
  @APIResponse(responseCode = "409", description = "It is not computed yet")
  public Audit audit(@PathParam("number") int number) {
    List<AuditLine> lines = epochs.audit(current.get(), number);
    return new Audit(number, lines.stream().allMatch(AuditLine::isSound), lines);
  }
}
