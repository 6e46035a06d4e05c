package ngo.zoo.web.api.billing;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.billing.MeteredUsage;
import ngo.zoo.billing.PriceComparison;
import ngo.zoo.billing.PricedUsage;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.billing.UsageQuery;
import ngo.zoo.billing.service.PriceDryRun;
import ngo.zoo.billing.service.PriceDryRun.PricedBy;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.RequiredField;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What usage would cost by another plan. */
@Path("organisations/{organisation}/price-dry-run")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class PriceDryRunResource {
  private static final String PAST =
      """
      {"plan_version_id": "019a7f3e-5c1d-7a30-8f00-3b1f4d2c9e78",
       "from": "2026-10-01", "to": "2026-11-01"}
      """;
  private static final String IMAGINED =
      """
      {"terms":
      """
          + GivenTerms.EXAMPLE
          + """
          , "usage": [{"model": "zoo-keeper-tiny", "queries": 20000,
            "input_tokens": 400000, "output_tokens": 120000}]}
          """;

  @Inject CurrentCaller current;
  @Inject PriceDryRun dryRun;

  /**
   * What is asked.
   *
   * @param planVersionId a version of a plan; or else {@code terms}
   * @param from first day of past usage, UTC; or else {@code usage}
   * @param to the day after the last
   */
  public record Question(
      @Nullable UUID planVersionId,
      @Nullable GivenTerms terms,
      @Nullable String from,
      @Nullable String to,
      @Nullable List<Imagined> usage) {}

  /** Usage that has not happened. */
  public record Imagined(
      @Nullable String project,
      @Nullable String model,
      @Nullable Long queries,
      @Nullable Long inputTokens,
      @Nullable Long outputTokens) {
    private MeteredUsage read() {
      return new MeteredUsage(
          project,
          RequiredField.of("model", model),
          RequiredField.of("queries", queries),
          inputTokens == null ? 0 : inputTokens,
          outputTokens == null ? 0 : outputTokens,
          Amount.zero(Asset.KEEPER));
    }
  }

  /** Lines by one plan and their sum. */
  public record Priced(String plan, List<RatedLine> lines, Amount total) {
    static Priced of(PricedUsage usage) {
      return new Priced(usage.plan(), usage.lines(), usage.total());
    }
  }

  /**
   * Both prices.
   *
   * @param difference what the plan asked about costs more; negative: less
   */
  public record Comparison(Priced asked, Priced present, Amount difference) {}

  @POST
  @Operation(
      operationId = "priceDryRun",
      summary = "What usage would cost by another plan, beside the present one",
      description =
          "By plan_version_id or terms, over past days (from, to) or over usage given here; the"
              + " whole is one period. Credits are left out. Nothing is changed.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Question.class),
              examples = {
                @ExampleObject(name = "a past month by a plan", value = PAST),
                @ExampleObject(name = "usage and terms thought of", value = IMAGINED)
              }))
  @APIResponse(responseCode = "200", description = "Lines, totals and the difference")
  @APIResponse(responseCode = "400", description = "Neither or both of two ways to ask")
  @APIResponse(responseCode = "403", description = "For partners and staff; scope usage:read")
  @APIResponse(responseCode = "404", description = "No such organisation of yours or plan version")
  public Comparison price(@PathParam("organisation") UUID organisation, Question body) {
    Caller caller = current.get();
    PricedBy by = by(caller, body);
    List<Imagined> imagined = body.usage();
    if ((imagined == null) == (body.from() == null)) {
      throw Refusal.invalid("usage-unclear", "Give either from and to, or usage");
    }
    PriceComparison compared =
        imagined == null
            ? dryRun.overDays(caller, organisation, by, days(body))
            : dryRun.overUsage(
                caller, organisation, by, imagined.stream().map(Imagined::read).toList());
    return new Comparison(
        Priced.of(compared.asked()), Priced.of(compared.present()), compared.difference());
  }

  private PricedBy by(Caller caller, Question body) {
    UUID version = body.planVersionId();
    GivenTerms terms = body.terms();
    if ((version == null) == (terms == null)) {
      throw Refusal.invalid("terms-unclear", "Give either plan_version_id or terms");
    }
    return terms == null
        ? dryRun.by(caller, RequiredField.of("plan_version_id", version))
        : dryRun.by(terms.read());
  }

  private static UsageQuery days(Question body) {
    return new UsageQuery(day("from", body.from()), day("to", body.to()), Set.of());
  }

  private static LocalDate day(String field, @Nullable String text) {
    try {
      return LocalDate.parse(RequiredField.of(field, text));
    } catch (DateTimeException unreadable) {
      throw Refusal.field("day-unreadable", field, field + " is a day such as 2026-11-01");
    }
  }
}
