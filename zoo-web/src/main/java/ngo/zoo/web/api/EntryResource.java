package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.shared.Caller;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Journal entries with their postings. */
@Path("entries")
@Produces("application/json")
@RequestScoped
public class EntryResource {
  @Inject CurrentCaller current;
  @Inject Accounts accounts;
  @Inject Owners owners;

  @GET
  @Operation(
      operationId = "listEntries",
      summary = "Entries by cause or by owner",
      description =
          "cause: a receipt, query, proposal or stake, oldest first. owner: whose accounts they"
              + " touch, newest first, the caller's own when both are left out. What is left on other"
              + " people's accounts is withheld, and so is who asked a question.")
  public Listing<EntryView> page(
      @QueryParam("cause") @Nullable UUID cause,
      @QueryParam("owner") @Nullable UUID owner,
      @BeanParam Paging paging) {
    Caller caller = current.get();
    if (cause != null) {
      return Listing.of(accounts.entriesFor(caller, cause, paging.request()), paging);
    }
    UUID whose = owners.visible(caller, owner);
    return Listing.of(accounts.entriesOf(caller, whose, paging.request()), paging);
  }

  @GET
  @Path("{id}")
  @Operation(
      operationId = "getEntry",
      summary = "One entry of the journal; for whom it concerns and staff")
  public EntryView one(@PathParam("id") UUID id) {
    return accounts.entry(current.get(), id);
  }
}
