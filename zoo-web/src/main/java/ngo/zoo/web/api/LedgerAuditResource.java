package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import ngo.zoo.ledger.audit.LedgerAuditView;
import ngo.zoo.ledger.service.LedgerAudits;
import ngo.zoo.web.api.books.Table;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The ledger computed again, now and before (staff). */
@Path("ledger-audits")
@Produces("application/json")
@RequestScoped
public class LedgerAuditResource {
  private static final String AUDIT =
      """
      {"id": "019a7f40-0000-7c11-9a00-5d2e6f708192", "started_by": "Sam Berg",
       "started_at": "2026-11-21T09:00:00Z", "ended_at": "2026-11-21T09:00:02Z",
       "status": "done", "differences": 0, "is_sound": true, "findings": [
         {"check": "blocks", "compared": 310, "differences": 0, "named": [], "skipped": 0,
          "is_sound": true, "took_ms": 12}]}
      """;

  @Inject CurrentCaller current;
  @Inject LedgerAudits audits;

  @GET
  @Operation(
      operationId = "listLedgerAudits",
      summary = "Audits of the ledger, newest first, without their findings (staff)")
  public Listing<LedgerAuditView> page(@BeanParam Paging paging) {
    return Listing.of(audits.page(current.get(), paging.request()), paging);
  }

  @POST
  @Consumes("*/*")
  @Operation(
      operationId = "startLedgerAudit",
      summary = "Compute every version, block, hash and signature of the ledger again (staff)",
      description = "Comes back at once; ask for the audit to see how far it is.")
  @APIResponse(responseCode = "202", description = "It is running")
  @APIResponse(responseCode = "409", description = "One is running already")
  public Response start() {
    LedgerAuditView audit = audits.start(current.get());
    return Response.accepted(audit).location(URI.create("ledger-audits/" + audit.id())).build();
  }

  @GET
  @Path("{id}")
  @Produces({"application/json", Table.CSV})
  @Operation(
      operationId = "getLedgerAudit",
      summary = "One audit with what each comparison found (staff)",
      description = "CSV by Accept: text/csv or {id}.csv, a row for each thing named.")
  @APIResponse(
      responseCode = "200",
      description = "The audit",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = LedgerAuditView.class),
              examples = @ExampleObject(name = "sound", value = AUDIT)))
  public Response one(@PathParam("id") UUID id, @HeaderParam("Accept") @Nullable String accept) {
    LedgerAuditView audit = audits.one(current.get(), id);
    return Table.wanted(accept)
        ? FindingsTable.of(audit)
        : Response.ok(audit, "application/json").build();
  }
}
