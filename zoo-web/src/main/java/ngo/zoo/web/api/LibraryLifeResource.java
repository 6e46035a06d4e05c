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
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import ngo.zoo.governance.service.LibraryProposals;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryDiff;
import ngo.zoo.ledger.rules.ExperienceDiff;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** How versions of a library differ, and what votes may make of it. */
@Path("libraries")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class LibraryLifeResource {
  private static final String MERGE =
      """
      {"representative": "01935f6e-0000-7000-8000-000000000001",
       "others": ["01935f6e-0000-7000-8000-000000000002"],
       "reason": "They say the same."}
      """;
  private static final String ROLLBACK =
      """
      {"version": 3, "reason": "Version 4 took out what was right."}
      """;

  @Inject CurrentCaller current;
  @Inject Libraries libraries;
  @Inject LibraryProposals proposals;

  /**
   * Which experiences become one.
   *
   * @param representative whose words stay
   * @param others which go
   * @param reason for the voters; may be left out
   */
  public record Merge(
      @Nullable UUID representative, @Nullable List<UUID> others, @Nullable String reason) {}

  /**
   * Where to go back to.
   *
   * @param version number of an earlier version
   * @param reason for the voters; may be left out
   */
  public record Rollback(@Nullable Integer version, @Nullable String reason) {}

  /**
   * The differences of two versions.
   *
   * @param changed experiences of which the versions have different revisions
   */
  public record VersionDiff(
      String domain,
      int from,
      int to,
      long added,
      long removed,
      long changed,
      Listing<Difference> differences) {}

  /**
   * One difference.
   *
   * @param before missing when it was added
   * @param after missing when it was removed
   * @param diff word by word
   */
  public record Difference(
      LibraryDiff.Kind kind,
      @Nullable ExperienceView before,
      @Nullable ExperienceView after,
      ExperienceDiff diff) {
    private static Difference of(LibraryDiff.Row row) {
      return new Difference(row.kind(), row.before(), row.after(), row.diff());
    }
  }

  @GET
  @Path("{domain}/versions/{from}/diff/{to}")
  @SecurityRequirements
  @Operation(
      operationId = "diffLibraryVersions",
      summary = "What two versions differ in: changed, added, removed experiences",
      description = "Any two versions, also a later one first. Searched in the texts.")
  public VersionDiff diff(
      @PathParam("domain") String domain,
      @PathParam("from") int from,
      @PathParam("to") int to,
      @BeanParam Paging paging) {
    LibraryDiff diff = libraries.diff(domain, from, to, paging.request());
    return new VersionDiff(
        domain,
        from,
        to,
        diff.added(),
        diff.removed(),
        diff.changed(),
        Listing.of(diff.rows(), paging).map(Difference::of));
  }

  @POST
  @Path("{domain}/merges")
  @Operation(
      operationId = "mergeExperiences",
      summary = "Propose to merge experiences into one",
      description = "Locks the stake and opens a vote. The one gets the examples of all.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Merge.class),
              examples = @ExampleObject(name = "two", value = MERGE)))
  @APIResponse(responseCode = "201", description = "The proposal that was opened")
  @APIResponse(responseCode = "409", description = "One of them is in a vote already")
  public Response merge(@PathParam("domain") String domain, Merge merge) {
    return ProposalResource.created(
        proposals.merge(
            current.get(),
            domain,
            RequiredField.of("representative", merge.representative()),
            RequiredField.of("others", merge.others()),
            merge.reason()));
  }

  @POST
  @Path("{domain}/rollbacks")
  @Operation(
      operationId = "rollBackLibrary",
      summary = "Propose to go back to an earlier version",
      description = "Locks the stake and opens a vote. It makes a new version; none is deleted.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Rollback.class),
              examples = @ExampleObject(name = "back", value = ROLLBACK)))
  @APIResponse(responseCode = "201", description = "The proposal that was opened")
  @APIResponse(responseCode = "409", description = "A rollback of this library is in a vote")
  public Response rollBack(@PathParam("domain") String domain, Rollback rollback) {
    return ProposalResource.created(
        proposals.rollBack(
            current.get(),
            domain,
            RequiredField.of("version", rollback.version()),
            rollback.reason()));
  }
}
