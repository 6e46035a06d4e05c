package ngo.zoo.web.api.ledger;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import ngo.zoo.ledger.service.Reembeddings;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** New vectors for all experiences in use when the operator's embedder has changed. */
@Path("reembeddings")
@Produces("application/json")
@RequestScoped
public class ReembeddingResource {
  private static final String STATE =
      """
      {"current": "minilm-2", "stale": 12, "embedders": [
         {"embedder_id": "minilm-1", "dimension": 384, "experiences": 12, "libraries": 1,
          "ready": 4, "current": false}],
       "jobs": [{"id": "019a7f3e-0000-7a30-8f00-3b1f4d2c9e77", "kind": "reembedding",
         "started_by": "sam", "created_at": "2026-11-21T10:00:00Z", "status": "running",
         "cancelling": false, "step": "vectors", "done": 4, "total": 12, "failure": ""}]}
      """;

  @Inject CurrentCaller current;
  @Inject Reembeddings reembeddings;

  /** The job that was started. */
  public record Started(UUID id) {}

  @GET
  @Operation(
      operationId = "getReembeddings",
      summary = "Which embedders' vectors are stored, and the jobs that renew them (staff)")
  @APIResponse(
      responseCode = "200",
      description = "Counts per embedder, and the newest jobs",
      content = @Content(examples = @ExampleObject(name = "half way", value = STATE)))
  public Reembeddings.State state() {
    return reembeddings.state(current.get());
  }

  @POST
  @Operation(
      operationId = "startReembedding",
      summary = "Compute all vectors again by the operator's embedder of today (staff)",
      description = "Computed beside the ones in use; each library changes over as a whole.")
  @APIResponse(responseCode = "202", description = "It is started; follow it at Location")
  @APIResponse(responseCode = "409", description = "All are of this embedder, or it is being done")
  public Response start() {
    return accepted(reembeddings.start(current.get()));
  }

  @POST
  @Path("{id}/cancel")
  @Operation(
      operationId = "cancelReembedding",
      summary = "End it; libraries that changed over stay so (staff)")
  @APIResponse(responseCode = "202", description = "It ends after the batch at hand")
  @APIResponse(responseCode = "409", description = "It is over")
  public Response cancel(@PathParam("id") UUID id) {
    reembeddings.cancel(current.get(), id);
    return accepted(id);
  }

  private static Response accepted(UUID id) {
    return Response.accepted(new Started(id)).location(URI.create("reembeddings")).build();
  }
}
