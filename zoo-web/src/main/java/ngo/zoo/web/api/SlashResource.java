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
import java.net.URI;
import java.util.UUID;
import ngo.zoo.rewards.SlashDraft;
import ngo.zoo.rewards.SlashFile;
import ngo.zoo.rewards.SlashReason;
import ngo.zoo.rewards.SlashView;
import ngo.zoo.rewards.service.Slashing;
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

/** Slashes of stakes and what became of them. */
@Path("slashes")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class SlashResource {
  private static final String DRAFT =
      """
      {"stake_id": "019a7f3e-4b00-7c11-9a00-5d2e6f708192", "reason": "false-answers",
       "text": "Three answers of a row were not what the model gives.",
       "evidence": "https://example.org/reports/7", "share_bp": 5000}
      """;
  private static final String APPEAL =
      """
      {"text": "The model was updated that hour; the log of the node shows it."}
      """;
  private static final String DECISION =
      """
      {"decision": "overturned", "text": "The node's log bears the owner out."}
      """;

  @Inject CurrentCaller current;
  @Inject Slashing slashing;

  /**
   * A slash to make.
   *
   * @param reason {@code false-answers}, {@code forged-work}, {@code unavailable}, {@code abuse}
   * @param evidence an https address or a receipt's id
   * @param shareBp basis points; the governed share when left out
   */
  public record Draft(
      @Nullable UUID stakeId,
      @Nullable String reason,
      @Nullable String text,
      @Nullable String evidence,
      @Nullable Integer shareBp) {}

  /** The owner's objection. */
  public record Appeal(@Nullable String text) {}

  /**
   * What becomes of an appealed slash.
   *
   * @param decision {@code upheld} or {@code overturned}
   */
  public record Decision(@Nullable String decision, @Nullable String text) {}

  @GET
  @SecurityRequirements
  @Operation(
      operationId = "listSlashes",
      summary = "All slashes, newest first",
      description = "Public and without anything about a person.")
  public Listing<SlashView> page(@BeanParam Paging paging) {
    return Listing.of(slashing.page(paging.request()), paging);
  }

  @GET
  @Path("{id}")
  @SecurityRequirements
  @Operation(operationId = "getSlash", summary = "One slash as everybody may see it")
  @APIResponse(responseCode = "404", description = "slash-not-found")
  public SlashView one(@PathParam("id") UUID id) {
    return slashing.slash(id);
  }

  @GET
  @Path("mine")
  @Operation(operationId = "listMySlashes", summary = "Slashes of the caller's stakes, with texts")
  public Listing<SlashFile> mine(@BeanParam Paging paging) {
    return Listing.of(slashing.mine(current.get(), paging.request()), paging);
  }

  @GET
  @Path("{id}/file")
  @Operation(operationId = "getSlashFile", summary = "A slash with its texts (owner or staff)")
  @APIResponse(responseCode = "404", description = "slash-not-found, also for another's")
  public SlashFile file(@PathParam("id") UUID id) {
    return slashing.file(current.get(), id);
  }

  @POST
  @Operation(
      operationId = "slashStake",
      summary = "Slash a stake (staff)",
      description =
          "The share of what is locked and unbonding is disputed until the time to appeal"
              + " (stakes.appeal-window) is over, then burned.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Draft.class),
              examples = @ExampleObject(name = "half", value = DRAFT)))
  @APIResponse(responseCode = "201", description = "The slash")
  @APIResponse(responseCode = "403", description = "role-missing, own-stake")
  @APIResponse(responseCode = "404", description = "stake-not-found, receipt-not-found")
  @APIResponse(responseCode = "409", description = "slash-repeated, nothing-to-slash")
  public Response slash(Draft body) {
    SlashFile file =
        slashing.slash(
            current.get(),
            new SlashDraft(
                RequiredField.of("stake_id", body.stakeId()),
                Names.parse(SlashReason.class, "reason", body.reason()),
                RequiredField.of("text", body.text()),
                RequiredField.of("evidence", body.evidence()),
                body.shareBp()));
    return Response.created(URI.create("slashes/" + file.slash().id())).entity(file).build();
  }

  @POST
  @Path("{id}/appeal")
  @Operation(operationId = "appealSlash", summary = "Object to a slash, once and in time (owner)")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Appeal.class),
              examples = @ExampleObject(name = "appeal", value = APPEAL)))
  @APIResponse(responseCode = "200", description = "The slash, now appealed")
  @APIResponse(responseCode = "404", description = "slash-not-found, also for another's")
  @APIResponse(responseCode = "409", description = "slash-appealed, slash-decided, appeal-late")
  public SlashFile appeal(@PathParam("id") UUID id, Appeal body) {
    return slashing.appeal(current.get(), id, RequiredField.of("text", body.text()));
  }

  @POST
  @Path("{id}/decision")
  @Operation(
      operationId = "decideAppeal",
      summary = "Decide an appeal (a second member of staff)",
      description = "Upheld: the money is burned. Overturned: it is back where it came from.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Decision.class),
              examples = @ExampleObject(name = "overturned", value = DECISION)))
  @APIResponse(responseCode = "200", description = "The slash as decided")
  @APIResponse(responseCode = "403", description = "second-person-needed, own-stake")
  @APIResponse(responseCode = "409", description = "slash-without-appeal, slash-decided")
  public SlashFile decide(@PathParam("id") UUID id, Decision body) {
    return slashing.decide(
        current.get(),
        id,
        isUpheld(RequiredField.of("decision", body.decision())),
        RequiredField.of("text", body.text()));
  }

  private static boolean isUpheld(String decision) {
    return switch (decision) {
      case "upheld" -> true;
      case "overturned" -> false;
      default ->
          throw Refusal.field(
              "value-unknown", "decision", "decision must be one of: upheld, overturned");
    };
  }
}
