package ngo.zoo.web.api.billing;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import ngo.zoo.billing.BillingAccountView;
import ngo.zoo.billing.BillingMode;
import ngo.zoo.billing.service.BillingAccounts;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** How an organisation pays. */
@Path("organisations/{organisation}/billing-account")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class BillingAccountResource {
  private static final String POSTPAID =
      """
      {"mode": "postpaid", "credit_limit": {"value": "500", "asset": "KEEPER"}}
      """;

  @Inject CurrentCaller current;
  @Inject BillingAccounts accounts;

  /**
   * How to pay.
   *
   * @param mode {@code prepaid} or {@code postpaid}
   * @param creditLimit of a post-paid organisation
   */
  public record Mode(@Nullable String mode, @Nullable GivenAmount creditLimit) {}

  /**
   * What there is to pay with.
   *
   * @param lineDrawn drawn on the credit line and not invoiced yet
   * @param available what the next queries may take in all
   */
  public record Account(
      UUID organisationId,
      BillingMode mode,
      Amount creditLimit,
      Amount lineFree,
      Amount lineDrawn,
      Amount balance,
      Amount credits,
      Amount available) {
    static Account of(BillingAccountView view) {
      return new Account(
          view.organisationId(),
          view.mode(),
          view.creditLimit(),
          view.lineFree(),
          view.lineDrawn(),
          view.balance(),
          view.credits(),
          view.available());
    }
  }

  @GET
  @Operation(
      operationId = "getBillingAccount",
      summary = "Prepaid or post-paid, the credit line, and what there is to pay with")
  @APIResponse(responseCode = "200", description = "Mode, limit, balances")
  @APIResponse(responseCode = "403", description = "For partners and staff; scope usage:read")
  @APIResponse(responseCode = "404", description = "No such organisation of yours")
  public Account one(@PathParam("organisation") UUID organisation) {
    return Account.of(accounts.of(current.get(), organisation));
  }

  @PUT
  @Path("mode")
  @Operation(
      operationId = "setBillingMode",
      summary = "Switch between prepaid and post-paid and set the credit limit (staff)",
      description = "The line is lent by the treasury and given back as far as it is free.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Mode.class),
              examples = @ExampleObject(name = "post-paid", value = POSTPAID)))
  @APIResponse(responseCode = "200", description = "Mode, limit, balances")
  @APIResponse(responseCode = "400", description = "A limit that does not fit the mode")
  @APIResponse(responseCode = "402", description = "The treasury cannot lend it")
  @APIResponse(responseCode = "403", description = "For staff")
  @APIResponse(responseCode = "409", description = "More is drawn than the new limit allows")
  public Account change(@PathParam("organisation") UUID organisation, Mode body) {
    BillingMode mode = Names.parse(BillingMode.class, "mode", body.mode());
    Amount limit = GivenAmount.optional("credit_limit", body.creditLimit());
    return Account.of(
        accounts.change(
            current.get(), organisation, mode, limit == null ? Amount.zero(Asset.KEEPER) : limit));
  }
}
