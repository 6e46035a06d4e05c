package ngo.zoo.web.api.billing;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.billing.CreditView;
import ngo.zoo.billing.service.Credits;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Paging;
import ngo.zoo.web.api.RequiredField;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Inference credits: the caller's own, and staff's grants. */
@Path("credits")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class CreditResource {
  private static final String GRANT =
      """
      {"organisation_id": "019a7f3e-5c1d-7a30-8f00-3b1f4d2c9e77",
       "amount": {"value": "25", "asset": "KEEPER"}, "expires_at": "2027-02-28T00:00:00Z",
       "reason": "Outage of 18 November", "idempotency_key": "outage-1118-birch"}
      """;

  @Inject CurrentCaller current;
  @Inject Credits credits;

  /**
   * Credits to grant.
   *
   * @param organisationId whose queries may use them; or else {@code login}
   * @param login of a member
   * @param expiresAt business time at which the rest returns to the treasury; never when left out
   * @param idempotencyKey a second grant with the same key is the first
   */
  public record Grant(
      @Nullable UUID organisationId,
      @Nullable String login,
      @Nullable GivenAmount amount,
      @Nullable Instant expiresAt,
      @Nullable String reason,
      @Nullable String idempotencyKey) {}

  /** The grant that was made, or the first one of its key. */
  public record Granted(UUID id) {}

  @GET
  @Operation(
      operationId = "listCredits",
      summary = "Grants of inference credits with what is left, newest first",
      description = "The caller's own, or of its organisation; with all=true every grant (staff).")
  @APIResponse(responseCode = "200", description = "A page of grants")
  @APIResponse(responseCode = "403", description = "The key lacks usage:read; all is for staff")
  public Listing<CreditView> mine(
      @Parameter(description = "Every grant, found by reason and owner (staff)") @QueryParam("all")
          boolean all,
      @BeanParam Paging paging) {
    Caller caller = current.get();
    Page<CreditView> page =
        all ? credits.all(caller, paging.request()) : credits.mine(caller, paging.request());
    return Listing.of(page, paging);
  }

  @POST
  @Operation(
      operationId = "grantCredits",
      summary = "Grant credits to a member or an organisation (staff)",
      description = "Paid from the treasury; queries use them before anything else.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Grant.class),
              examples = @ExampleObject(name = "goodwill", value = GRANT)))
  @APIResponse(responseCode = "201", description = "The grant's id")
  @APIResponse(responseCode = "400", description = "No amount, no reason, or a past expiry")
  @APIResponse(responseCode = "402", description = "The treasury cannot pay it")
  @APIResponse(responseCode = "403", description = "For staff")
  @APIResponse(responseCode = "404", description = "No such member or organisation")
  public Response grant(Grant body) {
    return Response.status(Response.Status.CREATED).entity(new Granted(granted(body))).build();
  }

  private UUID granted(Grant body) {
    UUID organisation = body.organisationId();
    String login = body.login();
    if ((organisation == null) == (login == null)) {
      throw Refusal.invalid("owner-unclear", "Give either organisation_id or login");
    }
    Amount amount = GivenAmount.read("amount", body.amount());
    String reason = RequiredField.of("reason", body.reason());
    String key =
        body.idempotencyKey() == null ? UUID.randomUUID().toString() : body.idempotencyKey();
    return organisation != null
        ? credits.grantToOrganisation(
            current.get(), organisation, amount, body.expiresAt(), reason, key)
        : credits.grantToMember(
            current.get(), RequiredField.of("login", login), amount, body.expiresAt(), reason, key);
  }
}
