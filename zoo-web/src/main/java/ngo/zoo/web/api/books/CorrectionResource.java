package ngo.zoo.web.api.books;

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
import ngo.zoo.books.CorrectionKind;
import ngo.zoo.books.CorrectionView;
import ngo.zoo.books.service.Corrections;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Names;
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

/** Corrections of the books: asked for by one member of staff, approved by another. */
@Path("corrections")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class CorrectionResource {
  private static final String REVERSAL =
      """
      {"kind": "reversal", "entry_id": "019a7f40-0000-7c11-9a00-5d2e6f708192",
       "reason": "The donor's bank took it back"}
      """;
  private static final String TRANSFER =
      """
      {"kind": "transfer", "from_account": "019a7f3e-4b00-7c11-9a00-5d2e6f708192",
       "to_account": "019a7f3e-4c00-7c11-9a00-5d2e6f708192",
       "amount": {"value": "5", "asset": "KEEPER"}, "reason": "Epoch 3 paid the wrong member"}
      """;

  @Inject CurrentCaller current;
  @Inject Corrections corrections;

  /** An amount as a client writes it; KEEPER when the asset is left out. */
  public record Money(@Nullable String value, @Nullable String asset) {
    Amount amount() {
      Asset known = Given.asset(asset);
      return RequiredField.of(
          "amount", Given.amount("amount", known == null ? Asset.KEEPER : known, value));
    }
  }

  /**
   * What to correct.
   *
   * @param kind {@code reversal} with an entry, or {@code transfer} with two accounts and an amount
   */
  public record Draft(
      @Nullable String kind,
      @Nullable UUID entryId,
      @Nullable UUID fromAccount,
      @Nullable UUID toAccount,
      @Nullable Money amount,
      @Nullable String reason) {}

  @GET
  @Operation(
      operationId = "listCorrections",
      summary = "Those that wait first, then the newest (staff)")
  public Listing<CorrectionView> page(@BeanParam Paging paging) {
    return Listing.of(corrections.page(current.get(), paging.request()), paging);
  }

  @POST
  @Operation(
      operationId = "askCorrection",
      summary = "Ask that an entry be taken back or money be moved (staff)",
      description = "Nothing is posted until another member of staff approves it.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Draft.class),
              examples = {
                @ExampleObject(name = "take back", value = REVERSAL),
                @ExampleObject(name = "move", value = TRANSFER)
              }))
  @APIResponse(responseCode = "201", description = "It waits for a second person")
  @APIResponse(responseCode = "409", description = "The entry cannot be taken back, or was")
  public Response ask(Draft body) {
    Caller caller = current.get().require(Role.STAFF);
    String reason = RequiredField.of("reason", body.reason());
    CorrectionView made =
        switch (Names.parse(CorrectionKind.class, "kind", body.kind())) {
          case REVERSAL ->
              corrections.askReversal(caller, RequiredField.of("entry_id", body.entryId()), reason);
          case TRANSFER ->
              corrections.askTransfer(
                  caller,
                  RequiredField.of("from_account", body.fromAccount()),
                  RequiredField.of("to_account", body.toAccount()),
                  RequiredField.of("amount", body.amount()).amount(),
                  reason);
        };
    return Response.created(URI.create("corrections/" + made.id())).entity(made).build();
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getCorrection", summary = "One correction (staff)")
  public CorrectionView one(@PathParam("id") UUID id) {
    return corrections.one(current.get(), id);
  }

  @POST
  @Path("{id}/approve")
  @Consumes("*/*")
  @Operation(
      operationId = "approveCorrection",
      summary = "Approve as the second person; posts the entry (staff)")
  @APIResponse(responseCode = "200", description = "The correction with its entry")
  @APIResponse(responseCode = "402", description = "An account has not enough; nothing is posted")
  @APIResponse(responseCode = "403", description = "Another member of staff must approve it")
  public CorrectionView approve(@PathParam("id") UUID id) {
    return corrections.approve(current.get(), id);
  }

  @POST
  @Path("{id}/decline")
  @Consumes("*/*")
  @Operation(operationId = "declineCorrection", summary = "End the waiting (staff)")
  public CorrectionView decline(@PathParam("id") UUID id) {
    return corrections.decline(current.get(), id);
  }
}
