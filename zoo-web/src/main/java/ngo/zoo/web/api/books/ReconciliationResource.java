package ngo.zoo.web.api.books;

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
import ngo.zoo.books.ReconciliationView;
import ngo.zoo.books.service.Reconciliations;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Paging;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The books added up again, now and before (staff). */
@Path("reconciliations")
@Produces("application/json")
@RequestScoped
public class ReconciliationResource {
  private static final String RUN =
      """
      {"id": "019a7f40-0000-7c11-9a00-5d2e6f708192", "started_by": "Sam Berg",
       "started_at": "2026-11-21T09:00:00Z", "ended_at": "2026-11-21T09:00:02Z",
       "status": "done", "asked": 15, "questions": 15, "differences": 0, "findings": [
         {"question": "postings per asset sum to zero", "compared": 2, "differences": 0,
          "took_ms": 12}]}
      """;

  @Inject CurrentCaller current;
  @Inject Reconciliations reconciliations;

  @GET
  @Operation(
      operationId = "listReconciliations",
      summary = "Runs, newest first, without their findings (staff)")
  public Listing<ReconciliationView> page(@BeanParam Paging paging) {
    return Listing.of(reconciliations.page(current.get(), paging.request()), paging);
  }

  @POST
  @Consumes("*/*")
  @Operation(
      operationId = "startReconciliation",
      summary = "Add the books up again (staff)",
      description = "Comes back at once; ask for the run to see how far it is.")
  @APIResponse(responseCode = "202", description = "It is running")
  @APIResponse(responseCode = "409", description = "One is running already")
  public Response start() {
    ReconciliationView run = reconciliations.start(current.get());
    return Response.accepted(run).location(URI.create("reconciliations/" + run.id())).build();
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getReconciliation", summary = "One run with its findings (staff)")
  @APIResponse(
      responseCode = "200",
      description = "The run",
      content =
          @Content(
              mediaType = "application/json",
              examples = @ExampleObject(name = "sound", value = RUN)))
  public ReconciliationView one(@PathParam("id") UUID id) {
    return reconciliations.one(current.get(), id);
  }
}
