package ngo.zoo.web.api.billing;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.StatementView;
import ngo.zoo.billing.service.Statements;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What moved on an organisation's accounts, re-added to the ledger. */
@Path("organisations/{organisation}/statement")
@RequestScoped
public class StatementResource {
  private static final String EXAMPLE =
      """
      {"from": "2026-10-01", "to": "2026-11-01", "matches": true,
       "accounts": [{"account": "organisation",
         "opening": {"value": "50000", "asset": "KEEPER"},
         "movements": [{"group": "fees", "entries": 24,
           "amount": {"value": "-0.12", "asset": "KEEPER"}}],
         "closing": {"value": "49999.88", "asset": "KEEPER"},
         "ledger": {"value": "49999.88", "asset": "KEEPER"},
         "difference": {"value": "0", "asset": "KEEPER"}}]}
      """;

  @Inject CurrentCaller current;
  @Inject Statements statements;
  @Inject BusinessClock clock;

  /** {@code matches}: every account adds up to the ledger to the last unit. */
  public record Statement(String from, String to, boolean matches, List<Account> accounts) {
    static Statement of(StatementView it) {
      return new Statement(
          it.from().toString(),
          it.to().toString(),
          it.matches(),
          it.accounts().stream().map(Account::of).toList());
    }
  }

  /** One account; {@code closing} is the opening and every movement, {@code ledger} the balance. */
  public record Account(
      AccountKind account,
      Amount opening,
      List<StatementView.Movement> movements,
      Amount closing,
      Amount ledger,
      Amount difference) {
    static Account of(StatementView.Section it) {
      return new Account(
          it.account(), it.opening(), it.movements(), it.closing(), it.ledger(), it.difference());
    }
  }

  @GET
  @Produces("application/json")
  @Operation(
      operationId = "getStatement",
      summary = "Opening balance, movements and closing balance of each account",
      description = "UTC days from (included) to (excluded); the present month when left out.")
  @APIResponse(
      responseCode = "200",
      description = "The statement",
      content = @Content(examples = @ExampleObject(name = "a month", value = EXAMPLE)))
  public Statement json(
      @PathParam("organisation") UUID organisation,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    return Statement.of(read(organisation, from, to));
  }

  @GET
  @Path("csv")
  @Produces("text/csv")
  @Operation(operationId = "getStatementCsv", summary = "The statement as CSV")
  public Response csv(
      @PathParam("organisation") UUID organisation,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    StatementView statement = read(organisation, from, to);
    return InvoiceResource.file(
        InvoiceForms.csv(statement).getBytes(StandardCharsets.UTF_8),
        "text/csv;charset=UTF-8",
        "statement-" + statement.from() + ".csv");
  }

  private StatementView read(UUID organisation, @Nullable String from, @Nullable String to) {
    LocalDate first =
        from == null
            ? clock.now().atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1)
            : day("from", from);
    LocalDate end = to == null ? first.withDayOfMonth(1).plusMonths(1) : day("to", to);
    return statements.statement(current.get(), organisation, first, end);
  }

  private static LocalDate day(String field, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException unreadable) {
      throw Refusal.field("day-unreadable", field, field + " is a day such as 2026-11-01");
    }
  }
}
