package ngo.zoo.web.api.billing;

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
import ngo.zoo.billing.RefundView;
import ngo.zoo.billing.service.Refunds;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Paging;
import ngo.zoo.web.api.RequiredField;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Money back to an organisation; asked for by one member of staff, approved by another. */
@Path("organisations/{organisation}/refunds")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class RefundResource {
  private static final String DRAFT =
      """
      {"amount": {"value": "5.50", "asset": "USD"}, "reason": "Paid twice"}
      """;

  @Inject CurrentCaller current;
  @Inject Refunds refunds;

  /** A refund to ask for: KEEPER to the account or USD to the bank. */
  public record Draft(@Nullable MoneyBody amount, @Nullable String reason) {}

  @GET
  @Operation(operationId = "listRefunds", summary = "Refunds, newest first")
  public Listing<RefundView> all(
      @PathParam("organisation") UUID organisation, @BeanParam Paging paging) {
    return Listing.part(refunds.list(current.get(), organisation), paging, RefundView::reason);
  }

  @GET
  @Path("{refund}")
  @Operation(operationId = "getRefund", summary = "One refund")
  @APIResponse(responseCode = "404", description = "No such refund of yours")
  public RefundView one(
      @PathParam("organisation") UUID organisation, @PathParam("refund") UUID refund) {
    return refunds.list(current.get(), organisation).stream()
        .filter(one -> one.id().equals(refund))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("refund", refund));
  }

  @POST
  @Operation(operationId = "requestRefund", summary = "Ask for a refund (staff)")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Draft.class),
              examples = @ExampleObject(name = "paid twice", value = DRAFT)))
  @APIResponse(responseCode = "201", description = "The refund, waiting for a second person")
  public Response request(@PathParam("organisation") UUID organisation, Draft body) {
    RefundView refund =
        refunds.request(
            current.get(),
            organisation,
            MoneyBody.read("amount", body.amount(), Asset.USD),
            RequiredField.of("reason", body.reason()));
    String at = "organisations/%s/refunds/%s".formatted(organisation, refund.id());
    return Response.created(URI.create(at)).entity(refund).build();
  }

  @POST
  @Path("{refund}/approve")
  @Consumes("*/*")
  @Operation(operationId = "approveRefund", summary = "Pay a refund another one asked for (staff)")
  @APIResponse(responseCode = "200", description = "The refund, paid")
  @APIResponse(responseCode = "403", description = "Asked for by the same person")
  @APIResponse(responseCode = "409", description = "Decided before, or more than is due")
  public RefundView approve(
      @PathParam("organisation") UUID organisation, @PathParam("refund") UUID refund) {
    return refunds.approve(current.get(), organisation, refund);
  }

  @POST
  @Path("{refund}/decline")
  @Consumes("*/*")
  @Operation(operationId = "declineRefund", summary = "End a request without paying (staff)")
  @APIResponse(responseCode = "200", description = "The refund, declined")
  @APIResponse(responseCode = "409", description = "Decided before")
  public RefundView decline(
      @PathParam("organisation") UUID organisation, @PathParam("refund") UUID refund) {
    return refunds.decline(current.get(), organisation, refund);
  }
}
