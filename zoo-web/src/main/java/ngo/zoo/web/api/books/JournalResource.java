package ngo.zoo.web.api.books;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import ngo.zoo.books.Cursor;
import ngo.zoo.books.JournalLine;
import ngo.zoo.books.JournalQuery;
import ngo.zoo.books.service.Books;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The whole journal, searched (staff). */
@Path("journal")
@RequestScoped
public class JournalResource {
  private static final String ENTRIES =
      """
      {"items": [{"id": "019a7f40-0000-7c11-9a00-5d2e6f708192", "cause_kind": "transfer",
         "cause_id": "019a7f3f-0000-7c11-9a00-5d2e6f708192", "memo": "Correction: paid twice",
         "posted_at": "2026-11-21T09:00:00Z", "postings": [
           {"kind": "member", "owner_id": "019a7f3e-4a11-7c11-9a00-5d2e6f708192",
            "owner": "Maya Okafor", "amount": {"value": "-5", "asset": "KEEPER"},
            "balance_after": {"value": "99995", "asset": "KEEPER"}},
           {"kind": "treasury", "owner_id": "00000000-0000-0000-0000-000000000001",
            "owner": "Foundation", "amount": {"value": "5", "asset": "KEEPER"},
            "balance_after": {"value": "400005", "asset": "KEEPER"}}]}],
       "next": "/api/v1/journal?size=1&cursor=019a7f40-0000-7c11-9a00-5d2e6f708192"}
      """;
  private static final String LINES =
      """
      posted_at,entry_id,cause_kind,cause_id,idempotency_key,memo,line,account_id,account_kind,owner_id,owner,amount,balance_after,asset
      """;

  @Inject CurrentCaller current;
  @Inject Books books;
  @Context UriInfo uri;

  /** What to search for. */
  public static class Query {
    @Parameter(description = "Part of the memo, any case")
    @QueryParam("search")
    @DefaultValue("")
    String search = "";

    @Parameter(description = "Such as receipt or transfer")
    @QueryParam("cause_kind")
    @Nullable String causeKind;

    @Parameter(description = "Id of the receipt, proposal, invoice … that caused it")
    @QueryParam("cause")
    @Nullable String cause;

    @Parameter(description = "The idempotency key, whole")
    @QueryParam("key")
    @Nullable String key;

    @Parameter(description = "First day, such as 2026-11-01")
    @QueryParam("from")
    @Nullable String from;

    @Parameter(description = "Last day")
    @QueryParam("to")
    @Nullable String to;

    @Parameter(description = "One that a line moves: KEEPER, ZEN, ZOO or USD")
    @QueryParam("asset")
    @Nullable String asset;

    @Parameter(description = "Least that a line moves either way; of KEEPER without asset")
    @QueryParam("least")
    @Nullable String least;

    @Parameter(description = "Most that a line moves either way")
    @QueryParam("most")
    @Nullable String most;

    JournalQuery query() {
      boolean amounts = !blank(least).isEmpty() || !blank(most).isEmpty();
      Asset given = Given.asset(asset);
      Asset counted = given == null ? Asset.KEEPER : given;
      String whole = blank(key);
      return new JournalQuery(
          search,
          Names.filter(CauseKind.class, "cause_kind", causeKind),
          Given.id("cause", cause),
          whole.isEmpty() ? null : whole,
          Given.period(from, to),
          amounts ? counted : given,
          Given.amount("least", counted, least),
          Given.amount("most", counted, most));
    }

    private static String blank(@Nullable String text) {
      return text == null ? "" : text.strip();
    }
  }

  @GET
  @Produces({"application/json", Table.CSV})
  @Operation(
      operationId = "searchJournal",
      summary = "Search the journal, newest first (staff)",
      description =
          "All conditions must hold. Follow next for more. CSV of every line of all that match by"
              + " Accept: text/csv or journal.csv, streamed.")
  @APIResponse(
      responseCode = "200",
      description = "Entries with their postings",
      content = {
        @Content(
            mediaType = "application/json",
            examples = @ExampleObject(name = "one", value = ENTRIES)),
        @Content(mediaType = Table.CSV, examples = @ExampleObject(name = "head", value = LINES))
      })
  public Response search(
      @BeanParam Query query,
      @Parameter(description = "What the page before gave as next") @QueryParam("cursor")
          @Nullable String cursor,
      @QueryParam("size") @DefaultValue("20") int size,
      @HeaderParam("Accept") @Nullable String accept) {
    Caller caller = books.staff(current.get());
    JournalQuery wanted = query.query();
    return Table.wanted(accept)
        ? csv(caller, wanted)
        : Response.ok(
                Rows.of(books.journal(caller, wanted, Cursor.of(cursor), size), uri),
                "application/json")
            .build();
  }

  private Response csv(Caller caller, JournalQuery query) {
    return Table.<JournalLine>csv(
        "journal",
        (Object[]) LINES.strip().split(",", -1),
        rows -> books.eachLine(caller, query, rows),
        row ->
            new Object[] {
              row.postedAt(),
              row.entryId(),
              Names.of(row.causeKind()),
              row.causeId(),
              row.key(),
              row.memo(),
              row.line(),
              row.accountId(),
              Names.of(row.kind()),
              row.ownerId(),
              row.owner(),
              row.amount().decimal(),
              row.balanceAfter().decimal(),
              row.amount().asset()
            });
  }
}
