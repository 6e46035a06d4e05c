package ngo.zoo.web.api.books;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import ngo.zoo.books.TrialBalance;
import ngo.zoo.books.TrialLine;
import ngo.zoo.books.service.Books;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.RequiredField;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What stood on all accounts at any past instant (staff). */
@Path("trial-balance")
@RequestScoped
public class TrialBalanceResource {
  private static final String TRIAL =
      """
      {"at": "2026-11-21T09:00:00Z", "balanced": true,
       "rows": [{"asset": "KEEPER", "kind": "genesis", "accounts": 1,
          "debits": {"value": "1000000", "asset": "KEEPER"},
          "credits": {"value": "0", "asset": "KEEPER"},
          "balance": {"value": "-1000000", "asset": "KEEPER"}},
         {"asset": "KEEPER", "kind": "treasury", "accounts": 1,
          "debits": {"value": "0", "asset": "KEEPER"},
          "credits": {"value": "1000000", "asset": "KEEPER"},
          "balance": {"value": "1000000", "asset": "KEEPER"}}],
       "totals": [{"asset": "KEEPER", "debits": {"value": "1000000", "asset": "KEEPER"},
          "credits": {"value": "1000000", "asset": "KEEPER"},
          "balance": {"value": "0", "asset": "KEEPER"}}]}
      """;

  @Inject CurrentCaller current;
  @Inject Books books;
  @Inject BusinessClock clock;

  /** A trial balance and whether its totals are zero. */
  public record Trial(
      Instant at, boolean balanced, List<TrialBalance.Row> rows, List<TrialBalance.Total> totals) {}

  @GET
  @Produces({"application/json", Table.CSV})
  @Operation(
      operationId = "getTrialBalance",
      summary = "Debits, credits and balances per asset and kind of account (staff)",
      description =
          "Added up from postings up to and with an instant of business time. Debits take from"
              + " accounts, credits add to them. CSV by Accept: text/csv or trial-balance.csv.")
  @APIResponse(
      responseCode = "200",
      description = "The trial balance",
      content =
          @Content(
              mediaType = "application/json",
              examples = @ExampleObject(name = "genesis", value = TRIAL)))
  public Response trial(
      @Parameter(description = "A time in UTC, or a day for its end; now when left out")
          @QueryParam("at")
          @Nullable String at,
      @HeaderParam("Accept") @Nullable String accept) {
    Caller caller = current.get();
    TrialBalance found = books.trialBalance(caller, Given.instant(at, clock.now()));
    return Table.wanted(accept)
        ? csv(found)
        : Response.ok(
                new Trial(found.at(), found.isBalanced(), found.rows(), found.totals()),
                "application/json")
            .build();
  }

  @GET
  @Path("accounts")
  @Produces("application/json")
  @Operation(
      operationId = "listTrialAccounts",
      summary = "The accounts behind one row, largest balance first, at most 1000 (staff)")
  public Listing<TrialLine> accounts(
      @QueryParam("at") @Nullable String at,
      @QueryParam("asset") @Nullable String asset,
      @QueryParam("kind") @Nullable String kind) {
    Caller caller = current.get().require(Role.STAFF);
    Asset wanted = RequiredField.of("asset", Given.asset(asset));
    return Listing.whole(
        books.trialAccounts(
            caller,
            Given.instant(at, clock.now()),
            wanted,
            Names.parse(AccountKind.class, "kind", kind)));
  }

  private static Response csv(TrialBalance trial) {
    return Table.<TrialBalance.Row>csv(
        "trial-balance-" + trial.at().toString().replace(':', '-'),
        new Object[] {"at", "asset", "account_kind", "accounts", "debits", "credits", "balance"},
        trial.rows()::forEach,
        row ->
            new Object[] {
              trial.at(),
              row.asset(),
              Names.of(row.kind()),
              row.accounts(),
              row.debits().decimal(),
              row.credits().decimal(),
              row.balance().decimal()
            });
  }
}
