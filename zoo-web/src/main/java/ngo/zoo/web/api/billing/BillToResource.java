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
import ngo.zoo.billing.BillTo;
import ngo.zoo.billing.service.Invoices;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Where an organisation's invoices go. */
@Path("organisations/{organisation}/bill-to")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class BillToResource {
  private static final String CHANGE =
      """
      {"legal_name": "Acme Research GmbH", "address": "12 Long Street\\n10115 Berlin",
       "email": "billing@acme.example"}
      """;

  @Inject CurrentCaller current;
  @Inject Invoices invoices;

  /** What is to change; what is left out stays. */
  public record Change(
      @Nullable String legalName,
      @Nullable String address,
      @Nullable String taxId,
      @Nullable Integer taxBp,
      @Nullable String email) {}

  @GET
  @Operation(operationId = "getBillTo", summary = "Name, address, tax and e-mail of invoices")
  public BillTo billTo(@PathParam("organisation") UUID organisation) {
    return invoices.billTo(current.get(), organisation);
  }

  @PUT
  @Operation(
      operationId = "changeBillTo",
      summary = "Change where invoices go",
      description = "For invoices issued from now on. Tax and tax id are set by staff.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Change.class),
              examples = @ExampleObject(name = "an address", value = CHANGE)))
  @APIResponse(responseCode = "200", description = "As it is now")
  @APIResponse(responseCode = "400", description = "A field cannot be read")
  @APIResponse(responseCode = "403", description = "Only staff set the tax")
  public BillTo change(@PathParam("organisation") UUID organisation, Change body) {
    BillTo now = invoices.billTo(current.get(), organisation);
    BillTo wanted =
        BillTo.of(
            or(body.legalName(), now.legalName()),
            or(body.address(), now.address()),
            or(body.taxId(), now.taxId()),
            body.taxBp() == null ? now.taxBp() : body.taxBp(),
            or(body.email(), now.email()));
    return invoices.changeBillTo(current.get(), organisation, wanted);
  }

  private static String or(@Nullable String given, String present) {
    return given == null ? present : given;
  }
}
