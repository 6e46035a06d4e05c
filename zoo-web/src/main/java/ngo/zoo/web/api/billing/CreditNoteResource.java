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
import ngo.zoo.billing.CreditNoteView;
import ngo.zoo.billing.service.Invoices;
import ngo.zoo.shared.Asset;
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

/** What was taken back of an organisation's invoices. */
@Path("organisations/{organisation}/credit-notes")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class CreditNoteResource {
  private static final String DRAFT =
      """
      {"invoice_id": "019a7f3e-4b00-7c11-9a00-5d2e6f708192",
       "gross": {"value": "7.14", "asset": "USD"}, "reason": "Outage on 3 October"}
      """;

  @Inject CurrentCaller current;
  @Inject Invoices invoices;

  /** A credit note to issue. */
  public record Draft(
      @Nullable UUID invoiceId, @Nullable MoneyBody gross, @Nullable String reason) {}

  @GET
  @Operation(operationId = "listCreditNotes", summary = "Credit notes, newest first")
  public Listing<CreditNoteView> all(
      @PathParam("organisation") UUID organisation, @BeanParam Paging paging) {
    return Listing.part(
        invoices.creditNotes(current.get(), organisation), paging, CreditNoteView::number);
  }

  @GET
  @Path("{note}")
  @Operation(operationId = "getCreditNote", summary = "One credit note")
  @APIResponse(responseCode = "404", description = "No such credit note of yours")
  public CreditNoteView one(
      @PathParam("organisation") UUID organisation, @PathParam("note") UUID note) {
    return invoices.creditNote(current.get(), organisation, note);
  }

  @GET
  @Path("{note}/pdf")
  @Produces("application/pdf")
  @Operation(operationId = "getCreditNotePdf", summary = "The credit note as PDF")
  public Response pdf(@PathParam("organisation") UUID organisation, @PathParam("note") UUID note) {
    CreditNoteView found = invoices.creditNote(current.get(), organisation, note);
    byte[] pdf = invoices.creditNotePdf(current.get(), organisation, note);
    return InvoiceResource.file(pdf, "application/pdf", found.number() + ".pdf");
  }

  @POST
  @Operation(
      operationId = "issueCreditNote",
      summary = "Take back some or all of an invoice (staff)",
      description =
          "Never more than is left of it. KEEPER that a top-up delivered come back in proportion.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Draft.class),
              examples = @ExampleObject(name = "an outage", value = DRAFT)))
  @APIResponse(responseCode = "201", description = "The credit note")
  @APIResponse(responseCode = "400", description = "Nothing, or more than is left")
  @APIResponse(responseCode = "402", description = "The KEEPER of the top-up are spent")
  @APIResponse(responseCode = "404", description = "No such invoice")
  public Response issue(@PathParam("organisation") UUID organisation, Draft body) {
    CreditNoteView note =
        invoices.credit(
            current.get(),
            organisation,
            RequiredField.of("invoice_id", body.invoiceId()),
            MoneyBody.read("gross", body.gross(), Asset.USD),
            RequiredField.of("reason", body.reason()));
    String at = "organisations/%s/credit-notes/%s".formatted(organisation, note.id());
    return Response.created(URI.create(at)).entity(note).build();
  }
}
