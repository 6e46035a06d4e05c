package ngo.zoo.web.api.books;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import ngo.zoo.books.AccountQuery;
import ngo.zoo.books.AccountRow;
import ngo.zoo.books.Cursor;
import ngo.zoo.books.Period;
import ngo.zoo.books.PostingRow;
import ngo.zoo.books.service.Books;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Caller;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.Paging;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** All accounts with their postings (staff). */
@Path("accounts")
@RequestScoped
public class AccountResource {
  private static final String JSON = "application/json";
  private static final String ACCOUNTS =
      """
      {"items": [{"id": "019a7f3e-4b00-7c11-9a00-5d2e6f708192", "kind": "member",
         "owner_id": "019a7f3e-4a11-7c11-9a00-5d2e6f708192", "owner": "Maya Okafor",
         "login": "maya", "balance": {"value": "100000", "asset": "KEEPER"}, "entries": 3,
         "opened_at": "2026-11-21T09:00:00Z"}],
       "total": 1, "first": 0, "size": 20}
      """;
  private static final String POSTINGS =
      """
      {"items": [{"entry_id": "019a7f40-0000-7c11-9a00-5d2e6f708192", "line": 1,
         "posted_at": "2026-11-21T09:00:00Z", "cause_kind": "genesis",
         "cause_id": "00000000-0000-0000-0000-000000000001", "memo": "Genesis supply",
         "amount": {"value": "100000", "asset": "KEEPER"},
         "balance_after": {"value": "100000", "asset": "KEEPER"}}]}
      """;

  @Inject CurrentCaller current;
  @Inject Books books;
  @Context UriInfo uri;

  @GET
  @Produces({"application/json", Table.CSV})
  @Operation(
      operationId = "listAccounts",
      summary = "Search accounts (staff)",
      description =
          "search is part of the owner's name or login, or an id. CSV of all that match by Accept:"
              + " text/csv or accounts.csv.")
  @APIResponse(
      responseCode = "200",
      description = "Accounts",
      content =
          @Content(
              mediaType = "application/json",
              examples = @ExampleObject(name = "one", value = ACCOUNTS)))
  public Response page(
      @Parameter(description = "Such as member or treasury") @QueryParam("kind")
          @Nullable String kind,
      @Parameter(description = "KEEPER, ZEN, ZOO or USD") @QueryParam("asset")
          @Nullable String asset,
      @Parameter(description = "Only those whose balance is not zero") @QueryParam("funded")
          boolean funded,
      @Parameter(description = "balance, owner, kind or opened")
          @QueryParam("sort")
          @DefaultValue("balance")
          String sort,
      @BeanParam Paging paging,
      @HeaderParam("Accept") @Nullable String accept) {
    Caller caller = books.staff(current.get());
    AccountQuery query =
        new AccountQuery(
            Names.filter(AccountKind.class, "kind", kind),
            Given.asset(asset),
            paging.request().search().strip(),
            funded,
            Names.parse(AccountQuery.Order.class, "sort", sort));
    return Table.wanted(accept)
        ? csv(caller, query)
        : Response.ok(Listing.of(books.accounts(caller, query, paging.request()), paging), JSON)
            .build();
  }

  private Response csv(Caller caller, AccountQuery query) {
    return Table.<AccountRow>csv(
        "accounts",
        new Object[] {
          "id", "kind", "owner_id", "owner", "login", "asset", "balance", "entries", "opened_at"
        },
        rows -> books.eachAccount(caller, query, rows),
        row ->
            new Object[] {
              row.id(),
              Names.of(row.kind()),
              row.ownerId(),
              row.owner(),
              row.login(),
              row.balance().asset(),
              row.balance().decimal(),
              row.entries(),
              row.openedAt()
            });
  }

  @GET
  @Path("{id}")
  @Produces("application/json")
  @Operation(operationId = "getAccount", summary = "One account (staff)")
  public AccountRow one(@PathParam("id") UUID id) {
    return books.account(current.get(), id);
  }

  @GET
  @Path("{id}/postings")
  @Produces({"application/json", Table.CSV})
  @Operation(
      operationId = "listPostings",
      summary = "An account's postings with the balance after each, newest first (staff)",
      description = "Follow next for more. CSV of all by Accept: text/csv or postings.csv.")
  @APIResponse(
      responseCode = "200",
      description = "Postings",
      content =
          @Content(
              mediaType = "application/json",
              examples = @ExampleObject(name = "one", value = POSTINGS)))
  public Response postings(
      @PathParam("id") UUID id,
      @Parameter(description = "First day, such as 2026-11-01") @QueryParam("from")
          @Nullable String from,
      @Parameter(description = "Last day") @QueryParam("to") @Nullable String to,
      @Parameter(description = "What the page before gave as next") @QueryParam("cursor")
          @Nullable String cursor,
      @QueryParam("size") @DefaultValue("50") int size,
      @HeaderParam("Accept") @Nullable String accept) {
    Caller caller = current.get();
    books.account(caller, id);
    Period period = Given.period(from, to);
    return Table.wanted(accept)
        ? csv(caller, id, period)
        : Response.ok(
                Rows.of(books.postings(caller, id, period, Cursor.of(cursor), size), uri), JSON)
            .build();
  }

  private Response csv(Caller caller, UUID id, Period period) {
    return Table.<PostingRow>csv(
        "postings-" + id,
        new Object[] {
          "posted_at",
          "entry_id",
          "line",
          "cause_kind",
          "cause_id",
          "memo",
          "amount",
          "balance_after",
          "asset"
        },
        rows -> books.eachPosting(caller, id, period, rows),
        row ->
            new Object[] {
              row.postedAt(),
              row.entryId(),
              row.line(),
              Names.of(row.causeKind()),
              row.causeId(),
              row.memo(),
              row.amount().decimal(),
              row.balanceAfter().decimal(),
              row.amount().asset()
            });
  }
}
