package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.service.LibraryProposals;
import ngo.zoo.ledger.Contributor;
import ngo.zoo.ledger.EditExperience;
import ngo.zoo.ledger.ExperienceHistory;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.VersionSpan;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** What an experience was and what votes may make of it. */
@Path("experiences")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class ExperienceLifeResource {
  private static final String EDIT =
      """
      {"text": "When the sign shows otter, rotate the four digits left.",
       "confidence_bp": 9500,
       "reason": "Says how many digits there are."}
      """;
  private static final String REASON =
      """
      {"reason": "The sign is not used any more."}
      """;

  @Inject CurrentCaller current;
  @Inject Experiences experiences;
  @Inject LibraryProposals proposals;

  /**
   * What is to be different; what is left out stays.
   *
   * @param confidenceBp basis points, 0 to 10000
   * @param reason for the voters; may be left out
   */
  public record Edit(
      @Nullable String text,
      @Nullable Integer confidenceBp,
      @Nullable List<SubmitExperience.Example> examples,
      @Nullable String reason) {}

  /**
   * Why it is proposed.
   *
   * @param reason for the voters; may be left out
   */
  public record Grounds(@Nullable String reason) {}

  /**
   * The life of an experience.
   *
   * @param contributors who shares in what it earns, in equal parts, the first author first
   * @param revisions all of its chain, in the order they were proposed; itself is one of them
   * @param merged what was merged into one of the chain
   * @param versions when it stood in its library, earliest first
   * @param votes on the chain, newest first
   */
  public record History(
      UUID experienceId,
      List<Contributor> contributors,
      List<ExperienceView> revisions,
      List<ExperienceView> merged,
      List<VersionSpan> versions,
      List<ProposalView> votes) {}

  @GET
  @Path("{id}/history")
  @SecurityRequirements
  @Operation(
      operationId = "listExperienceHistory",
      summary = "Revisions, votes, library versions and contributors of an experience")
  public History history(@PathParam("id") UUID id) {
    ExperienceHistory history = experiences.history(id);
    List<UUID> chain =
        Stream.of(history.revisions(), history.merged())
            .flatMap(List::stream)
            .map(ExperienceView::id)
            .toList();
    return new History(
        id,
        history.contributors(),
        history.revisions(),
        history.merged(),
        history.versions(),
        proposals.votesOn(chain));
  }

  @POST
  @Path("{id}/revisions")
  @Operation(
      operationId = "reviseExperience",
      summary = "Propose an edit",
      description = "Locks the stake and opens a vote on a revision in the place of this one.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Edit.class),
              examples = @ExampleObject(name = "clearer", value = EDIT)))
  @APIResponse(responseCode = "201", description = "The proposal that was opened")
  @APIResponse(responseCode = "409", description = "Not in its library, or in a vote already")
  public Response revise(@PathParam("id") UUID id, Edit edit) {
    return ProposalResource.created(
        proposals.revise(
            current.get(),
            new EditExperience(id, edit.text(), edit.confidenceBp(), edit.examples()),
            edit.reason()));
  }

  @POST
  @Path("{id}/deprecation")
  @Operation(
      operationId = "deprecateExperience",
      summary = "Propose to take an experience out of its library",
      description = "Locks the stake and opens a vote. Versions that have it keep it.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Grounds.class),
              examples = @ExampleObject(name = "unused", value = REASON)))
  @APIResponse(responseCode = "201", description = "The proposal that was opened")
  @APIResponse(responseCode = "409", description = "Not in its library, or in a vote already")
  public Response deprecate(@PathParam("id") UUID id, Grounds grounds) {
    return ProposalResource.created(proposals.deprecate(current.get(), id, grounds.reason()));
  }

  @POST
  @Path("{id}/restoration")
  @Operation(
      operationId = "restoreExperience",
      summary = "Propose to take back what was deprecated, pruned or merged",
      description = "Locks the stake and opens a vote.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Grounds.class),
              examples = @ExampleObject(name = "used", value = REASON)))
  @APIResponse(responseCode = "201", description = "The proposal that was opened")
  @APIResponse(responseCode = "409", description = "It cannot come back, or is in a vote already")
  public Response restore(@PathParam("id") UUID id, Grounds grounds) {
    return ProposalResource.created(proposals.restore(current.get(), id, grounds.reason()));
  }
}
