package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceVoteView;
import ngo.zoo.ledger.Quality;
import ngo.zoo.ledger.VoteValue;
import ngo.zoo.ledger.service.ExperienceRatings;
import ngo.zoo.ledger.service.Qualities;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** What members think of an experience in use, and the quality that follows. */
@Path("experiences")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class RatingResource {
  private static final String UP =
      """
      {"value": "up"}
      """;

  @Inject CurrentCaller current;
  @Inject ExperienceRatings ratings;
  @Inject Qualities qualities;

  /**
   * A vote.
   *
   * @param value {@code up} or {@code down}
   */
  public record Word(@Nullable String value) {}

  @GET
  @Path("{id}/quality")
  @SecurityRequirements
  @Operation(
      operationId = "readQuality",
      summary = "Quality with its parts, in basis points",
      description =
          "Votes, uses of those of the library's most used member, and the author's confidence,"
              + " weighted by ledger.quality.alpha, beta and gamma; ledger.quality.votes says"
              + " whether votes count by their share or by Wilson's lower bound.")
  @APIResponse(responseCode = "200", description = "As of now")
  public Quality quality(@PathParam("id") UUID id) {
    return qualities.of(id);
  }

  @GET
  @Path("{id}/vote")
  @Operation(operationId = "readMyVote", summary = "The caller's vote on an experience")
  @APIResponse(responseCode = "200", description = "Without value where there is none")
  public ExperienceVoteView vote(@PathParam("id") UUID id) {
    return ratings.of(current.get(), id);
  }

  @PUT
  @Path("{id}/vote")
  @Operation(
      operationId = "castMyVote",
      summary = "Vote an experience up or down",
      description =
          "One vote of each member, to be changed at will; the same again changes nothing. It"
              + " moves the quality and nothing else.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Word.class),
              examples = @ExampleObject(name = "up", value = UP)))
  @APIResponse(responseCode = "200", description = "The vote and how all stand")
  @APIResponse(responseCode = "403", description = "own-experience, role-missing")
  @APIResponse(responseCode = "409", description = "experience-not-in-use")
  public ExperienceVoteView cast(@PathParam("id") UUID id, Word word) {
    return ratings.cast(current.get(), id, Names.parse(VoteValue.class, "value", word.value()));
  }

  @DELETE
  @Path("{id}/vote")
  @Operation(operationId = "takeMyVoteBack", summary = "Take the vote back")
  @APIResponse(responseCode = "200", description = "How all votes stand")
  public ExperienceVoteView takeBack(@PathParam("id") UUID id) {
    return ratings.takeBack(current.get(), id);
  }
}
