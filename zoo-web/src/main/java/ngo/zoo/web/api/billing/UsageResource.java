package ngo.zoo.web.api.billing;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.billing.UsageCheck;
import ngo.zoo.billing.UsageGroup;
import ngo.zoo.billing.UsageQuery;
import ngo.zoo.billing.service.Usage;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.Spool;
import ngo.zoo.web.api.TableFormat;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What an organisation's answers cost, streamed as JSON or CSV. */
@Path("organisations/{organisation}/usage")
@RequestScoped
public class UsageResource {
  private static final MediaType CSV = MediaType.valueOf("text/csv;charset=UTF-8");
  private static final String ROWS =
      """
      {"from": "2026-11-01", "to": "2026-12-01",
       "items": [{"day": "2026-11-21", "project": "Default", "key": "zoo_4Tq0Zr1x",
         "model": "zoo-keeper-tiny", "answers": 12, "prompt_tokens": 240,
         "completion_tokens": 84, "fee": {"value": "0.12", "asset": "KEEPER"}}],
       "total": {"answers": 12, "prompt_tokens": 240, "completion_tokens": 84,
         "fee": {"value": "0.12", "asset": "KEEPER"}}}
      """;
  private static final String TABLE =
      """
      day,project,key,key_name,model,answers,prompt_tokens,completion_tokens,fee,asset
      2026-11-21,Default,zoo_4Tq0Zr1x,Nightly job,zoo-keeper-tiny,12,240,84,0.12,KEEPER
      """;

  @Inject CurrentCaller current;
  @Inject Usage usage;
  @Inject BusinessClock clock;

  /** Usage held against the journal; {@code difference} is zero or the books are wrong. */
  public record Check(
      long answers, Amount receipts, Amount ledger, Amount difference, boolean matches) {}

  @GET
  @Produces({"application/json", "text/csv"})
  @Operation(
      operationId = "listUsage",
      summary = "Usage by day, project, key and model",
      description =
          "Streamed, so that long ranges need no pages. CSV by Accept: text/csv or format=csv."
              + " Days are UTC; the present month when from and to are left out.")
  @APIResponse(
      responseCode = "200",
      description = "Rows and their total",
      content = {
        @Content(
            mediaType = "application/json",
            examples = @ExampleObject(name = "a month", value = ROWS)),
        @Content(mediaType = "text/csv", examples = @ExampleObject(name = "a month", value = TABLE))
      })
  public Response rows(
      @PathParam("organisation") UUID organisation,
      @Parameter(description = "First day, such as 2026-11-01") @QueryParam("from")
          @Nullable String from,
      @Parameter(description = "The day after the last") @QueryParam("to") @Nullable String to,
      @Parameter(description = "day, project, key, model, by commas; all when left out")
          @QueryParam("by")
          @Nullable String by,
      @QueryParam("format") @Nullable String format,
      @HeaderParam("Accept") @Nullable String accept) {
    Caller caller = current.get();
    UsageQuery query = query(from, to, by);
    usage.mayRead(caller, organisation);
    boolean csv = TableFormat.isCsv(format, accept);
    StreamingOutput body =
        csv
            ? out -> UsageCsv.write(out, rows -> usage.stream(caller, organisation, query, rows))
            : out ->
                UsageJson.write(
                    out, query, rows -> usage.stream(caller, organisation, query, rows));
    Response.ResponseBuilder response =
        Response.ok(new Spool(body), csv ? CSV : MediaType.APPLICATION_JSON_TYPE);
    return csv
        ? response
            .header(
                "Content-Disposition", "attachment; filename=\"usage-" + query.from() + ".csv\"")
            .build()
        : response.build();
  }

  @GET
  @Path("check")
  @Produces("application/json")
  @Operation(
      operationId = "checkUsage",
      summary = "Hold the usage of a range against the journal, to the last unit")
  public Check check(
      @PathParam("organisation") UUID organisation,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    UsageCheck check = usage.check(current.get(), organisation, query(from, to, null));
    return new Check(
        check.answers(), check.receipts(), check.ledger(), check.difference(), check.matches());
  }

  private UsageQuery query(@Nullable String from, @Nullable String to, @Nullable String by) {
    UsageQuery month = UsageQuery.month(clock.now());
    LocalDate first = from == null ? month.from() : day("from", from);
    LocalDate end = to == null ? first.withDayOfMonth(1).plusMonths(1) : day("to", to);
    return new UsageQuery(first, end, by == null ? month.by() : groups(by));
  }

  private static LocalDate day(String field, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException unreadable) {
      throw Refusal.field("day-unreadable", field, field + " is a day such as 2026-11-01");
    }
  }

  private static Set<UsageGroup> groups(String by) {
    Set<UsageGroup> groups = EnumSet.noneOf(UsageGroup.class);
    for (String word : by.split(",", -1)) {
      if (!word.isBlank()) {
        groups.add(Names.parse(UsageGroup.class, "by", word.strip()));
      }
    }
    return groups;
  }
}
