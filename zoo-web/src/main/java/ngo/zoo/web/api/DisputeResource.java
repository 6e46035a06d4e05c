package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import ngo.zoo.governance.PanelVoteView;
import ngo.zoo.governance.service.DisputePanels;
import ngo.zoo.routing.DisputeState;
import ngo.zoo.routing.DisputeView;
import ngo.zoo.routing.service.DisputeFiles;
import ngo.zoo.routing.service.Disputes;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** Disputed answers, their evidence, and the panel's votes. */
@Path("disputes")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class DisputeResource {
  private static final String VOTE =
      """
      {"vote": "uphold", "reason": "Both verifiers' figures lie far above what the model does."}
      """;
  private static final String VOTES =
      """
      {"items": [{"member_id": "019a7f3e-1111-7a30-8f00-3b1f4d2c9e77", "uphold": true,
         "reason": "Both verifiers' figures lie far above what the model does.",
         "cast_at": "2026-11-21T10:30:00Z"}], "total": 1, "first": 0, "size": 1}
      """;

  @Inject CurrentCaller current;
  @Inject Disputes disputes;
  @Inject DisputeFiles files;
  @Inject DisputePanels panels;

  /**
   * A vote of the panel.
   *
   * @param vote {@code uphold} gives the fee back, {@code overturn} lets the answer stand
   */
  public record Vote(@Nullable String vote, @Nullable String reason) {}

  @GET
  @SecurityRequirements
  @Operation(
      operationId = "listDisputes",
      summary = "All disputes, newest first",
      description =
          "Public and without anything about a person. state: voting, upheld, overturned, or no-quorum when too"
              + " few voted in time.")
  public Listing<DisputeView> page(
      @QueryParam("state") @Nullable String state, @BeanParam Paging paging) {
    DisputeState wanted = Names.filter(DisputeState.class, "state", state);
    return Listing.of(files.page(wanted, paging.request()), paging);
  }

  @GET
  @Path("{id}")
  @SecurityRequirements
  @Operation(operationId = "getDispute", summary = "One dispute")
  @APIResponse(responseCode = "404", description = "dispute-not-found")
  public DisputeView one(@PathParam("id") UUID id) {
    return disputes.dispute(id);
  }

  @GET
  @Path("{id}/evidence")
  @SecurityRequirements
  @Operation(
      operationId = "getDisputeEvidence",
      summary = "The evidence as committed in the log (RFC 8785)",
      description =
          "Receipts' records with the node's seals, verifiers' sealed reports, thresholds; hashes of"
              + " question and answer and never their text.")
  @APIResponse(responseCode = "404", description = "dispute-not-found")
  public Response evidence(@PathParam("id") UUID id) {
    return Response.ok(disputes.evidence(id))
        .header("Content-Disposition", "attachment; filename=\"dispute-" + id + ".json\"")
        .build();
  }

  @GET
  @Path("{id}/votes")
  @Operation(operationId = "listDisputeVotes", summary = "The panel's votes so far")
  @APIResponse(
      responseCode = "200",
      description = "The votes",
      content =
          @Content(
              mediaType = "application/json",
              examples = @ExampleObject(name = "one vote", value = VOTES)))
  @APIResponse(responseCode = "404", description = "dispute-not-found")
  public Listing<PanelVoteView> votes(@PathParam("id") UUID id) {
    current.get();
    disputes.dispute(id);
    return Listing.whole(panels.votes(id));
  }

  @POST
  @Path("{id}/votes")
  @Operation(
      operationId = "voteDispute",
      summary = "Vote about a dispute (experts, staff, guardians who are no party)")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Vote.class),
              examples = @ExampleObject(name = "uphold", value = VOTE)))
  @APIResponse(
      responseCode = "201",
      description = "All votes so far",
      content =
          @Content(
              mediaType = "application/json",
              examples = @ExampleObject(name = "one vote", value = VOTES)))
  @APIResponse(responseCode = "403", description = "role-missing, person-needed, party-to-dispute")
  @APIResponse(responseCode = "409", description = "panel-closed, already-voted")
  public Response vote(@PathParam("id") UUID id, Vote vote) {
    boolean uphold =
        switch (RequiredField.of("vote", vote.vote())) {
          case "uphold" -> true;
          case "overturn" -> false;
          default ->
              throw Refusal.field("value-unknown", "vote", "vote must be uphold or overturn");
        };
    List<PanelVoteView> votes =
        panels.vote(current.get(), id, uphold, RequiredField.of("reason", vote.reason()));
    return Response.created(URI.create("disputes/" + id + "/votes"))
        .entity(Listing.whole(votes))
        .build();
  }
}
