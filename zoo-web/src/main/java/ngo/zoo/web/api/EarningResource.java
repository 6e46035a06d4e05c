package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.rewards.AttributionView;
import ngo.zoo.rewards.EarningDay;
import ngo.zoo.rewards.EarningKind;
import ngo.zoo.rewards.EarningRow;
import ngo.zoo.rewards.EarningTotal;
import ngo.zoo.rewards.EarningView;
import ngo.zoo.rewards.EarningsQuery;
import ngo.zoo.rewards.service.Fees;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What the caller and the caller's nodes earned, and why. */
@Path("earnings")
@RequestScoped
public class EarningResource {
  private static final MediaType CSV = MediaType.valueOf("text/csv;charset=UTF-8");
  private static final String ROWS =
      """
      {"owner_id": "019a7f3e-1111-7a30-8f00-3b1f4d2c9e77",
       "earned": {"value": "0.004", "asset": "KEEPER"},
       "totals": [{"kind": "answers", "count": 1, "amount": {"value": "0.004", "asset": "KEEPER"}}],
       "items": [{"entry_id": "019a7f3e-2222-7a30-8f00-3b1f4d2c9e77", "at": "2026-11-21T10:00:00Z",
         "kind": "answers", "receipt_id": "019a7f3e-3333-7a30-8f00-3b1f4d2c9e77",
         "amount": {"value": "0.004", "asset": "KEEPER"}, "memo": "Fee of a final answer split"}],
       "total": 1, "first": 0, "size": 20}
      """;

  @Inject CurrentCaller current;
  @Inject ngo.zoo.rewards.service.Earnings earnings;

  /**
   * A page of what one account earned from final answers.
   *
   * @param earned of all time, not of this page
   */
  public record Earnings(
      UUID ownerId,
      Amount earned,
      List<EarningView> items,
      long total,
      int first,
      int size,
      @Nullable String next) {

    static Earnings of(Fees fees, UUID ownerId, Paging paging) {
      Page<EarningView> page = fees.earnings(ownerId, paging.request());
      return new Earnings(
          ownerId,
          fees.earned(ownerId),
          page.items(),
          page.total(),
          paging.first,
          paging.size,
          paging.next(page.total()));
    }
  }

  /**
   * A page of all that matches.
   *
   * @param earned sum of all that matches, not of this page
   */
  public record Matching(
      UUID ownerId,
      Amount earned,
      List<EarningTotal> totals,
      List<EarningRow> items,
      long total,
      int first,
      int size,
      @Nullable String next) {}

  /** The filters of earnings. */
  public static class Filters {
    @Parameter(description = "First day (UTC), such as 2026-11-01")
    @QueryParam("from")
    @Nullable String from;

    @Parameter(description = "The day after the last")
    @QueryParam("to")
    @Nullable String to;

    @Parameter(
        description =
            "answers, experience-reward, data-reward, revenue-share, node-answers, node-reward, by"
                + " commas; all when left out")
    @QueryParam("kind")
    @Nullable String kind;

    @Parameter(description = "Only what this node earned")
    @QueryParam("node")
    @Nullable UUID node;

    EarningsQuery query() {
      return new EarningsQuery(GivenDay.read("from", from), GivenDay.read("to", to), kinds(), node);
    }

    private Set<EarningKind> kinds() {
      Set<EarningKind> kinds = EnumSet.noneOf(EarningKind.class);
      for (String word : kind == null ? new String[0] : kind.split(",", -1)) {
        if (!word.isBlank()) {
          kinds.add(Names.parse(EarningKind.class, "kind", word.strip()));
        }
      }
      return kinds;
    }
  }

  @GET
  @Produces({"application/json", "text/csv"})
  @Operation(
      operationId = "listEarnings",
      summary = "What the caller and the caller's nodes earned, newest first",
      description =
          "Each with its entry and what caused it. CSV of all that matches by Accept: text/csv or"
              + " format=csv.")
  @APIResponse(
      responseCode = "200",
      description = "Earnings, with totals by kind of all that matches",
      content = {
        @Content(
            mediaType = "application/json",
            examples = @ExampleObject(name = "one answer", value = ROWS)),
        @Content(mediaType = "text/csv")
      })
  public Response earnings(
      @BeanParam Filters filters,
      @QueryParam("format") @Nullable String format,
      @HeaderParam("Accept") @Nullable String accept,
      @BeanParam Paging paging) {
    Caller caller = current.get();
    EarningsQuery query = filters.query();
    if (TableFormat.isCsv(format, accept)) {
      earnings.earners(caller, query);
      StreamingOutput body =
          out -> EarningsCsv.write(out, rows -> earnings.stream(caller, query, rows));
      return Response.ok(new Spool(body), CSV)
          .header("Content-Disposition", "attachment; filename=\"earnings.csv\"")
          .build();
    }
    return Response.ok(matching(caller, query, paging), MediaType.APPLICATION_JSON_TYPE).build();
  }

  private Matching matching(Caller caller, EarningsQuery query, Paging paging) {
    Page<EarningRow> page = earnings.page(caller, query, paging.request());
    List<EarningTotal> totals = earnings.totals(caller, query);
    return new Matching(
        caller.id(),
        totals.stream().map(EarningTotal::amount).reduce(Amount.zero(Asset.KEEPER), Amount::plus),
        totals,
        page.items(),
        page.total(),
        paging.first,
        paging.size,
        paging.next(page.total()));
  }

  @GET
  @Path("days")
  @Produces("application/json")
  @Operation(operationId = "listEarningDays", summary = "Earnings by day (UTC), oldest first")
  @APIResponse(responseCode = "200", description = "Days on which something was earned")
  public Listing<EarningDay> days(@BeanParam Filters filters) {
    return Listing.whole(earnings.days(current.get(), filters.query()));
  }

  @GET
  @Path("attributions/{receipt}")
  @Produces("application/json")
  @Operation(
      operationId = "getAttribution",
      summary = "Why a final answer paid what it paid",
      description = "To those whose experiences or node it paid, and to staff.")
  @APIResponse(responseCode = "200", description = "The split with its experiences and rounding")
  @APIResponse(responseCode = "404", description = "It paid nothing to the caller")
  public AttributionView attribution(@PathParam("receipt") UUID receipt) {
    return earnings.attribution(current.get(), receipt);
  }
}
