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
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import ngo.zoo.billing.BudgetAlert;
import ngo.zoo.billing.BudgetDraft;
import ngo.zoo.billing.BudgetPeriod;
import ngo.zoo.billing.BudgetView;
import ngo.zoo.billing.service.Budgets;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Budgets of an organisation, its projects and its keys. */
@Path("organisations/{organisation}/budgets")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class BudgetResource {
  private static final String DRAFT =
      """
      {"key_id": "019a7f3e-4b00-7c11-9a00-5d2e6f708192", "period": "day",
       "limit": {"value": "5", "asset": "KEEPER"}, "hard": true}
      """;
  private static final String LIMIT =
      """
      {"limit": {"value": "8", "asset": "KEEPER"}}
      """;

  @Inject CurrentCaller current;
  @Inject Budgets budgets;

  /** An amount as a client writes it; KEEPER when the asset is left out. */
  public record Money(@Nullable String value, @Nullable String asset) {
    Amount amount() {
      try {
        Asset known = Asset.valueOf(asset == null ? "KEEPER" : asset);
        return Amount.parse(known, RequiredField.of("limit", value));
      } catch (IllegalArgumentException | ArithmeticException unreadable) {
        throw Refusal.field(
            "budget-limit-invalid", "limit", "The limit is some KEEPER above zero, such as 0.5");
      }
    }
  }

  /**
   * A budget to set; without project and key it bounds the whole organisation.
   *
   * @param period {@code hour}, {@code day}, {@code week} (from Monday), {@code month} or {@code
   *     total}; days start at midnight UTC
   * @param hard whether queries beyond it are refused; true when left out
   */
  public record Draft(
      @Nullable UUID projectId,
      @Nullable UUID keyId,
      @Nullable String period,
      @Nullable Money limit,
      @Nullable Boolean hard) {}

  /** A new limit. */
  public record Change(@Nullable Money limit) {}

  @GET
  @Operation(
      operationId = "listBudgets",
      summary = "Budgets in force with what their present windows have taken, oldest first",
      description = "The search is for what a budget bounds, its level or its period.")
  public Listing<BudgetView> all(
      @PathParam("organisation") UUID organisation, @BeanParam Paging paging) {
    return Listing.of(budgets.page(current.get(), organisation, paging.request()), paging);
  }

  @GET
  @Path("{budget}")
  @Operation(operationId = "getBudget", summary = "One budget in force")
  @APIResponse(responseCode = "404", description = "No such budget of yours in force")
  public BudgetView one(
      @PathParam("organisation") UUID organisation, @PathParam("budget") UUID budget) {
    return budgets.budget(current.get(), organisation, budget);
  }

  @GET
  @Path("alerts")
  @Operation(
      operationId = "listBudgetAlerts",
      summary = "Thresholds reached (50, 80, 100 %), newest first",
      description = "The search is for what a budget bounds, its level or its period.")
  public Listing<BudgetAlert> alerts(
      @PathParam("organisation") UUID organisation, @BeanParam Paging paging) {
    return Listing.part(
        budgets.alerts(current.get(), organisation),
        paging,
        one -> String.join(" ", one.subject(), Names.of(one.level()), Names.of(one.period())));
  }

  @POST
  @Operation(
      operationId = "setBudget",
      summary = "Set a budget",
      description =
          "A query takes its fee from every budget that bounds it, or is refused with 402"
              + " budget-exceeded naming the one that binds. A fee given back is given back here"
              + " too.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Draft.class),
              examples = @ExampleObject(name = "a key's day", value = DRAFT)))
  @APIResponse(
      responseCode = "201",
      description = "The budget; Location is its address",
      content = @Content(schema = @Schema(implementation = BudgetView.class)))
  public Response set(@PathParam("organisation") UUID organisation, Draft body) {
    BudgetDraft draft =
        new BudgetDraft(
            body.projectId(),
            body.keyId(),
            Names.parse(BudgetPeriod.class, "period", body.period()),
            RequiredField.of("limit", body.limit()).amount(),
            body.hard() == null || body.hard());
    BudgetView made = budgets.set(current.get(), organisation, draft);
    String at = "organisations/%s/budgets/%s".formatted(organisation, made.id());
    return Response.created(URI.create(at)).entity(made).build();
  }

  @POST
  @Path("{budget}/limit")
  @Operation(operationId = "changeBudget", summary = "Change the limit; what is spent stays spent")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Change.class),
              examples = @ExampleObject(name = "raise", value = LIMIT)))
  public BudgetView change(
      @PathParam("organisation") UUID organisation, @PathParam("budget") UUID budget, Change body) {
    Amount limit = RequiredField.of("limit", body.limit()).amount();
    return budgets.change(current.get(), organisation, budget, limit);
  }

  @POST
  @Path("{budget}/end")
  @Consumes("*/*")
  @Operation(operationId = "endBudget", summary = "End a budget; it binds nothing from now on")
  public void end(@PathParam("organisation") UUID organisation, @PathParam("budget") UUID budget) {
    budgets.end(current.get(), organisation, budget);
  }
}
