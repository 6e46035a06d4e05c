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
import java.util.Arrays;
import java.util.UUID;
import ngo.zoo.governance.BallotView;
import ngo.zoo.governance.ProposalKind;
import ngo.zoo.governance.ProposalStatus;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.Support;
import ngo.zoo.governance.service.Proposals;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Parameter;
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

/** Proposals and the ballots cast on them. */
@Path("proposals")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class ProposalResource {
  private static final String PARAMETER_CHANGE =
      """
      {"type": "parameter", "title": "A lower quorum", "body": "Turnout has been 8 % for a year.",
       "parameter": "governance.quorum", "value": "800"}
      """;
  private static final String BALLOT =
      """
      {"support": "for", "reason": "I checked it against forty questions."}
      """;

  @Inject CurrentCaller current;
  @Inject Proposals proposals;

  /**
   * A proposal to make.
   *
   * @param type {@code parameter} or {@code text}
   * @param parameter key of the governed value, for type parameter
   * @param value its new value, for type parameter
   */
  public record Draft(
      @Nullable String type,
      @Nullable String title,
      @Nullable String body,
      @Nullable String parameter,
      @Nullable String value) {}

  /**
   * A vote to cast.
   *
   * @param support {@code for}, {@code against} or {@code abstain}
   */
  public record BallotPaper(@Nullable String support, @Nullable String reason) {}

  @GET
  @SecurityRequirements
  @Operation(operationId = "listProposals", summary = "Proposals, newest first")
  public Listing<ProposalView> page(
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("status") @Nullable String status,
      @BeanParam Paging paging) {
    return Listing.of(
        proposals.page(
            Names.filter(ProposalKind.class, "kind", kind),
            Names.filter(ProposalStatus.class, "status", status),
            paging.request()),
        paging);
  }

  @GET
  @Path("{id}")
  @SecurityRequirements
  @Operation(operationId = "getProposal", summary = "One proposal with its tally so far")
  public ProposalView one(@PathParam("id") UUID id) {
    return proposals.proposal(id);
  }

  @POST
  @Operation(operationId = "propose", summary = "Propose a new parameter value or a text")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Draft.class),
              examples = @ExampleObject(name = "parameter", value = PARAMETER_CHANGE)))
  @APIResponse(responseCode = "201", description = "The proposal")
  public Response propose(Draft draft) {
    Caller caller = current.get();
    String title = RequiredField.of("title", draft.title());
    String body = RequiredField.of("body", draft.body());
    return created(
        switch (RequiredField.of("type", draft.type())) {
          case "parameter" ->
              proposals.proposeParameter(
                  caller, title, body, parameter(draft), RequiredField.of("value", draft.value()));
          case "text" -> proposals.proposeText(caller, title, body);
          default -> throw Refusal.field("value-unknown", "type", "type must be parameter or text");
        });
  }

  @GET
  @Path("{id}/ballots")
  @SecurityRequirements
  @Operation(operationId = "listBallots", summary = "Ballots, newest first")
  public Listing<BallotView> ballots(@PathParam("id") UUID id, @BeanParam Paging paging) {
    return Listing.of(proposals.ballots(proposals.proposal(id).id(), paging.request()), paging);
  }

  @POST
  @Path("{id}/ballots")
  @Operation(
      operationId = "castBallot",
      summary = "Vote",
      description = "Counts the KEEPER held when voting opened; a leaf of the log; final.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = BallotPaper.class),
              examples = @ExampleObject(name = "for", value = BALLOT)))
  @APIResponse(responseCode = "201", description = "The ballot")
  @APIResponse(responseCode = "409", description = "You have voted already")
  public Response vote(@PathParam("id") UUID id, BallotPaper paper) {
    BallotView ballot =
        proposals.castVote(
            current.get(),
            id,
            Names.parse(Support.class, "support", paper.support()),
            paper.reason() == null ? "" : paper.reason());
    URI proof = URI.create("proofs/ballot/" + ballot.id());
    return Response.created(proof).entity(ballot).build();
  }

  @POST
  @Path("{id}/cancel")
  @Consumes("*/*")
  @Operation(operationId = "cancelProposal", summary = "Take a pending proposal back")
  public ProposalView cancel(@PathParam("id") UUID id) {
    return proposals.cancel(current.get(), id);
  }

  static Response created(ProposalView proposal) {
    return Response.created(URI.create("proposals/" + proposal.id())).entity(proposal).build();
  }

  private static Parameter parameter(Draft draft) {
    String key = RequiredField.of("parameter", draft.parameter());
    return Arrays.stream(Parameter.values())
        .filter(p -> p.key().equals(key))
        .findAny()
        .orElseThrow(
            () ->
                Refusal.field(
                    "parameter-unknown",
                    "parameter",
                    "No parameter " + key + "; /api/v1/parameters lists them"));
  }
}
