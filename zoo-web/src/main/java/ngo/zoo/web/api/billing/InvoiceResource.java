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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.AppliedCredit;
import ngo.zoo.billing.BillTo;
import ngo.zoo.billing.CreditNoteView;
import ngo.zoo.billing.InvoiceFilter;
import ngo.zoo.billing.InvoiceKind;
import ngo.zoo.billing.InvoicePrice;
import ngo.zoo.billing.InvoiceRow;
import ngo.zoo.billing.InvoiceState;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.IssuedInvoice;
import ngo.zoo.billing.PaymentDraft;
import ngo.zoo.billing.PaymentView;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.billing.Seller;
import ngo.zoo.billing.service.Invoices;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Names;
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

/** Invoices of an organisation: JSON, CSV and PDF of the same rows. */
@Path("organisations/{organisation}/invoices")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class InvoiceResource {
  private static final String ORDER =
      """
      {"keeper": {"value": "100", "asset": "KEEPER"}}
      """;
  private static final String MONTH =
      """
      {"month": "2026-10"}
      """;
  private static final String PAYMENT =
      """
      {"amount": {"value": "59.50", "asset": "USD"}, "reference": "Transfer 4711",
       "idempotency_key": "bank-2026-11-21-4711"}
      """;
  private static final String INVOICE =
      """
      {"id": "019a7f3e-4b00-7c11-9a00-5d2e6f708192", "number": "INV-2026-000042",
       "kind": "usage", "state": "open", "month": "2026-10",
       "issued_at": "2026-11-01T01:07:00Z", "due_at": "2026-12-01T01:07:00Z",
       "plan": "Standard v1", "lines": [{"description": "zoo-keeper-tiny", "unit": "query",
         "quantity": 1200, "unit_price": {"value": "0.01", "asset": "KEEPER"},
         "amount": {"value": "12", "asset": "KEEPER"}}],
       "usage": {"value": "12", "asset": "KEEPER"}, "rate": "0.5",
       "charged": {"value": "12", "asset": "KEEPER"}, "net": {"value": "6", "asset": "USD"},
       "tax_bp": 1900, "tax": {"value": "1.14", "asset": "USD"},
       "gross": {"value": "7.14", "asset": "USD"}, "left": {"value": "7.14", "asset": "USD"}}
      """;

  @Inject CurrentCaller current;
  @Inject Invoices invoices;

  /** A top-up to order. */
  public record Order(@Nullable MoneyBody keeper) {}

  /** A month to close, such as {@code 2026-10}. */
  public record Close(@Nullable String month) {}

  /** Money that came in. */
  public record Payment(
      @Nullable MoneyBody amount, @Nullable String reference, @Nullable String idempotencyKey) {}

  /**
   * An invoice in a list.
   *
   * @param applied USD of other invoices' credit that settled it, less its own that settled others
   * @param refunded USD paid back by hand of what was paid too much
   * @param left to be paid still; negative: paid too much, and used for the next invoice
   */
  public record Row(
      UUID id,
      String number,
      InvoiceKind kind,
      InvoiceState state,
      @Nullable String month,
      Instant issuedAt,
      Instant dueAt,
      Amount charged,
      Amount gross,
      Amount paid,
      Amount credited,
      Amount applied,
      Amount refunded,
      Amount left) {
    static Row of(InvoiceRow row) {
      return new Row(
          row.id(),
          row.number(),
          row.kind(),
          row.state(),
          text(row.month()),
          row.issuedAt(),
          row.dueAt(),
          row.charged(),
          row.gross(),
          row.paid(),
          row.credited(),
          row.applied(),
          row.refunded(),
          row.left());
    }
  }

  /**
   * An invoice as it was issued, and how far it is settled.
   *
   * @param fees KEEPER that answers took while the month ran
   * @param settled KEEPER taken from the prepaid account with the invoice; negative: given back
   * @param charged KEEPER that the USD are for
   * @param rate USD per KEEPER
   * @param applied USD of other invoices' credit that settled it, less its own that settled others
   * @param payable USD that the document asks for: the gross without credit used at its issue
   * @param refunded USD paid back by hand of what was paid too much
   * @param credits what {@code applied} is the sum of
   */
  public record Whole(
      UUID id,
      String number,
      UUID organisationId,
      InvoiceKind kind,
      InvoiceState state,
      @Nullable String month,
      Instant issuedAt,
      Instant dueAt,
      String plan,
      Seller seller,
      BillTo billTo,
      List<RatedLine> lines,
      Amount usage,
      Amount fees,
      Amount creditsUsed,
      Amount settled,
      Amount charged,
      String rate,
      Amount net,
      int taxBp,
      Amount tax,
      Amount gross,
      Amount paid,
      Amount credited,
      Amount applied,
      Amount refunded,
      Amount payable,
      Amount left,
      @Nullable UUID entryId,
      List<PaymentView> payments,
      List<CreditNoteView> creditNotes,
      List<AppliedCredit> credits) {
    static Whole of(InvoiceView it) {
      InvoicePrice price = it.price();
      return new Whole(
          it.id(),
          it.number(),
          it.organisationId(),
          it.kind(),
          it.state(),
          text(it.month()),
          it.issuedAt(),
          it.dueAt(),
          it.plan(),
          it.seller(),
          it.billTo(),
          it.lines(),
          it.usage(),
          it.fees(),
          it.creditsUsed(),
          it.settled(),
          price.charged(),
          price.rate(),
          price.net(),
          price.taxBp(),
          price.tax(),
          price.gross(),
          it.paid(),
          it.credited(),
          it.applied(),
          it.refunded(),
          it.payable(),
          it.left(),
          it.entryId(),
          it.payments(),
          it.creditNotes(),
          it.credits());
    }
  }

  @GET
  @Operation(operationId = "listInvoices", summary = "Invoices, newest first")
  public Listing<Row> all(
      @PathParam("organisation") UUID organisation,
      @Parameter(description = "open, partly-paid, paid, overdue or void") @QueryParam("state")
          @Nullable String state,
      @Parameter(description = "A month such as 2026-10") @QueryParam("month")
          @Nullable String month,
      @BeanParam Paging paging) {
    InvoiceFilter filter =
        new InvoiceFilter(
            organisation,
            Names.filter(InvoiceState.class, "state", state),
            month == null || month.isBlank() ? null : month(month));
    return Listing.of(invoices.list(current.get(), filter, paging.request()), paging).map(Row::of);
  }

  @POST
  @Operation(
      operationId = "orderTopUp",
      summary = "Order KEEPER for the prepaid account",
      description =
          "The answer is an invoice in USD at the governed rate. The KEEPER come as it is paid, in"
              + " part when it is paid in part.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Order.class),
              examples = @ExampleObject(name = "100 KEEPER", value = ORDER)))
  @APIResponse(responseCode = "201", description = "The invoice")
  @APIResponse(responseCode = "400", description = "Nothing, or worth less than a cent")
  @APIResponse(responseCode = "409", description = "The organisation is post-paid")
  public Response order(@PathParam("organisation") UUID organisation, Order body) {
    Amount keeper = MoneyBody.read("keeper", body.keeper(), Asset.KEEPER);
    return created(invoices.topUp(current.get(), organisation, keeper));
  }

  @POST
  @Path("close")
  @Operation(
      operationId = "closeMonth",
      summary = "Close a month (staff)",
      description =
          "A calendar month in UTC, once its answers are final; exactly one invoice is issued,"
              + " whoever asks how often. An answer belongs to the month in which it was answered.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Close.class),
              examples = @ExampleObject(name = "October", value = MONTH)))
  @APIResponse(responseCode = "201", description = "The invoice, issued now")
  @APIResponse(responseCode = "200", description = "The invoice that was issued before")
  @APIResponse(responseCode = "409", description = "Not over, not final, or nothing was used")
  public Response close(@PathParam("organisation") UUID organisation, Close body) {
    YearMonth month = month(RequiredField.of("month", body.month()));
    IssuedInvoice issued = invoices.close(current.get(), organisation, month);
    return issued.first()
        ? created(issued.invoice())
        : Response.ok(Whole.of(issued.invoice())).build();
  }

  @GET
  @Path("{invoice}")
  @Operation(operationId = "getInvoice", summary = "One invoice with its lines and payments")
  @APIResponse(
      responseCode = "200",
      description = "The invoice",
      content =
          @Content(
              schema = @Schema(implementation = Whole.class),
              examples = @ExampleObject(name = "a month", value = INVOICE)))
  @APIResponse(responseCode = "404", description = "No such invoice of yours")
  public Whole one(
      @PathParam("organisation") UUID organisation, @PathParam("invoice") UUID invoice) {
    return Whole.of(invoices.invoice(current.get(), organisation, invoice));
  }

  @GET
  @Path("{invoice}/pdf")
  @Produces("application/pdf")
  @Operation(operationId = "getInvoicePdf", summary = "The invoice as it was issued, as PDF")
  public Response pdf(
      @PathParam("organisation") UUID organisation, @PathParam("invoice") UUID invoice) {
    InvoiceView found = invoices.invoice(current.get(), organisation, invoice);
    byte[] pdf = invoices.pdf(current.get(), organisation, invoice);
    return file(pdf, "application/pdf", found.number() + ".pdf");
  }

  @GET
  @Path("{invoice}/csv")
  @Produces("text/csv")
  @Operation(operationId = "getInvoiceCsv", summary = "The invoice's lines and totals as CSV")
  public Response csv(
      @PathParam("organisation") UUID organisation, @PathParam("invoice") UUID invoice) {
    InvoiceView found = invoices.invoice(current.get(), organisation, invoice);
    byte[] csv = InvoiceForms.csv(found).getBytes(StandardCharsets.UTF_8);
    return file(csv, "text/csv;charset=UTF-8", found.number() + ".csv");
  }

  @POST
  @Path("{invoice}/payments")
  @Operation(
      operationId = "recordPayment",
      summary = "Record money that came in (staff)",
      description =
          "Once per idempotency_key. What is more than the invoice asks for stays due to the"
              + " organisation and can be refunded.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Payment.class),
              examples = @ExampleObject(name = "a transfer", value = PAYMENT)))
  @APIResponse(responseCode = "200", description = "The invoice with its payments")
  @APIResponse(responseCode = "409", description = "The key recorded another payment")
  public Whole pay(
      @PathParam("organisation") UUID organisation,
      @PathParam("invoice") UUID invoice,
      Payment body) {
    PaymentDraft draft =
        new PaymentDraft(
            MoneyBody.read("amount", body.amount(), Asset.USD),
            RequiredField.of("reference", body.reference()),
            RequiredField.of("idempotency_key", body.idempotencyKey()));
    return Whole.of(invoices.pay(current.get(), organisation, invoice, draft));
  }

  static Response file(byte[] bytes, String type, String name) {
    StreamingOutput body = out -> out.write(bytes);
    return Response.ok(body, type)
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .build();
  }

  private static Response created(InvoiceView invoice) {
    String path = "/api/v1/organisations/%s/invoices/%s";
    return Response.created(URI.create(path.formatted(invoice.organisationId(), invoice.id())))
        .entity(Whole.of(invoice))
        .build();
  }

  private static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeParseException unreadable) {
      throw Refusal.field("month-unreadable", "month", "month is such as 2026-10");
    }
  }

  private static @Nullable String text(@Nullable YearMonth month) {
    return month == null ? null : month.toString();
  }
}
