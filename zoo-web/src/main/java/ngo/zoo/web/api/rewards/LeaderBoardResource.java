package ngo.zoo.web.api.rewards;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import ngo.zoo.rewards.BoardName;
import ngo.zoo.rewards.LeaderBoard;
import ngo.zoo.rewards.LeaderRow;
import ngo.zoo.rewards.service.Contributors;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;

/** Who contributed most, without saying who they are. */
@Path("leader-board")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class LeaderBoardResource {
  private static final String BOARD =
      """
      {"items": [{"rank": 1, "name": "3f9a12bc77d0", "earned": {"value": "4.2", "asset": "KEEPER"}}],
       "total": 1, "first": 0, "size": 1}
      """;

  @Inject CurrentCaller current;
  @Inject Contributors contributors;

  /** Whether the caller's own name stands on the boards. */
  public record Naming(boolean named) {}

  @GET
  @SecurityRequirements
  @Operation(
      operationId = "getLeaderBoard",
      summary = "The first places by what experiences earned, or by answers that nodes gave",
      description = "Members stand under labels drawn at random unless they want their name there.")
  @APIResponse(
      responseCode = "200",
      description = "The first fifty places after finished epochs",
      content = @Content(examples = @ExampleObject(name = "experiences", value = BOARD)))
  public Listing<LeaderRow> board(
      @Parameter(description = "experiences or answers")
          @QueryParam("board")
          @DefaultValue("experiences")
          String board,
      @Parameter(description = "A finished epoch; 0 for all together")
          @QueryParam("epoch")
          @DefaultValue("0")
          int epoch) {
    return Listing.whole(contributors.board(Names.parse(LeaderBoard.class, "board", board), epoch));
  }

  @GET
  @Path("name")
  @Operation(operationId = "getBoardName", summary = "How the caller is called on the boards")
  @APIResponse(responseCode = "200", description = "Label, and whether the name is shown instead")
  public BoardName name() {
    return contributors.boardName(current.get());
  }

  @PUT
  @Path("name")
  @Operation(operationId = "setBoardName", summary = "Show the own name on the boards, or not")
  @APIResponse(responseCode = "200", description = "As it is from now on")
  public BoardName name(Naming wanted) {
    return contributors.nameOnBoards(current.get(), wanted.named());
  }
}
