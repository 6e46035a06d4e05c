package ngo.zoo.web.api.donations;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.donations.DonationDraft;
import ngo.zoo.donations.DonationKind;
import ngo.zoo.donations.DonationReceipt;
import ngo.zoo.donations.DonationView;
import ngo.zoo.donations.service.Donations;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.Paging;
import ngo.zoo.web.api.RequiredField;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What the foundation is given; receipts are checked by number and code. */
@Path("donations")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class DonationResource {
  private static final String RECORD =
      """
      {"kind": "donation", "donor": "Ada Rivera", "named": true, "email": "ada@example.org",
       "amount": {"value": "250", "asset": "USD"}, "purpose": "General", "reference": "BANK-77120"}
      """;
  private static final String GIVE =
      """
      {"amount": {"value": "5", "asset": "KEEPER"}, "donor": "Maya", "named": true}
      """;

  @Inject CurrentCaller current;
  @Inject Donations donations;

  @Inject
  @ConfigProperty(name = "zoo.portal.url")
  Optional<String> portal;

  /** An amount as a client writes it. */
  public record Money(@Nullable String value, @Nullable String asset) {
    Amount amount() {
      try {
        return Amount.parse(
            Asset.valueOf(RequiredField.of("asset", asset)), RequiredField.of("value", value));
      } catch (IllegalArgumentException | ArithmeticException unreadable) {
        throw Refusal.field(
            "donation-amount-invalid", "amount", "Give value and asset, such as 250 and USD");
      }
    }
  }

  /**
   * A donation or grant; what is left out is empty, false or a donation.
   *
   * @param reference of the bank or chain; a member's own donation may leave it out
   */
  public record Draft(
      @Nullable String kind,
      @Nullable String donor,
      @Nullable Boolean named,
      @Nullable String email,
      @Nullable Money amount,
      @Nullable String purpose,
      @Nullable Boolean restricted,
      @Nullable String reference) {
    DonationDraft checked(String referred) {
      return new DonationDraft(
          kind == null ? DonationKind.DONATION : Names.parse(DonationKind.class, "kind", kind),
          text(donor),
          Boolean.TRUE.equals(named),
          text(email),
          RequiredField.of("amount", amount).amount(),
          text(purpose),
          Boolean.TRUE.equals(restricted),
          referred);
    }

    private static String text(@Nullable String text) {
      return text == null ? "" : text;
    }
  }

  @GET
  @Operation(
      operationId = "listDonations",
      summary = "Donations and grants, newest first; open to everybody")
  public Listing<DonationView> all(@BeanParam Paging paging) {
    return Listing.of(donations.page(paging.request()), paging);
  }

  @POST
  @Operation(
      operationId = "recordDonation",
      summary = "Record a donation or grant that came in (staff)",
      description = "The same reference is recorded once: a second time gives the first receipt.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Draft.class),
              examples = @ExampleObject(name = "by bank", value = RECORD)))
  @APIResponse(
      responseCode = "201",
      description = "The receipt",
      content = @Content(schema = @Schema(implementation = DonationReceipt.class)))
  public Response record(Draft body) {
    String reference = RequiredField.of("reference", body.reference());
    return made(donations.record(current.get(), body.checked(reference)));
  }

  @POST
  @Path("mine")
  @Operation(operationId = "donate", summary = "Give from the caller's own account (members)")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Draft.class),
              examples = @ExampleObject(name = "five", value = GIVE)))
  @APIResponse(
      responseCode = "201",
      description = "The receipt",
      content = @Content(schema = @Schema(implementation = DonationReceipt.class)))
  public Response give(Draft body) {
    String reference = "member:" + current.get().id() + ":" + UUID.randomUUID();
    return made(donations.give(current.get(), body.checked(reference)));
  }

  private static Response made(DonationReceipt receipt) {
    URI at = URI.create("donations/" + receipt.number() + "?code=" + receipt.code());
    return Response.created(at).entity(receipt).build();
  }

  @GET
  @Path("mine")
  @Operation(
      operationId = "listMyDonations",
      summary = "The caller's own donations, newest first",
      description = "The search is for a number or a purpose.")
  public Listing<DonationReceipt> own(@BeanParam Paging paging) {
    return Listing.of(donations.own(current.get(), paging.request()), paging);
  }

  @GET
  @Path("{number}")
  @Operation(
      operationId = "getDonation",
      summary = "Check a receipt by its number and code; open to everybody")
  public DonationReceipt one(
      @PathParam("number") String number, @QueryParam("code") @DefaultValue("") String code) {
    return donations.receipt(number, code);
  }

  @GET
  @Path("{number}/receipt")
  @Produces("text/plain;charset=UTF-8")
  @Operation(
      operationId = "getDonationReceipt",
      summary = "The receipt as text, by its number and code")
  public Response text(
      @PathParam("number") String number, @QueryParam("code") @DefaultValue("") String code) {
    DonationReceipt receipt = donations.receipt(number, code);
    return Response.ok(receipt.text(portal.orElse("")))
        .header("Content-Disposition", "attachment; filename=\"" + receipt.number() + ".txt\"")
        .build();
  }
}
