package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import ngo.zoo.ledger.PruningPreview;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What a full library lets go of. */
@Path("libraries")
@Produces("application/json")
@RequestScoped
public class PruningResource {
  @Inject CurrentCaller current;
  @Inject Libraries libraries;

  @GET
  @Path("{domain}/pruning")
  @Operation(
      operationId = "previewPruning",
      summary = "What would be pruned next (members, staff)",
      description =
          "Lowest quality first, among equals the older, then by leaf hash. Kept are newcomers"
              + " (ledger.pruning.grace) and what is measured to help beyond chance. A library that"
              + " is full goes down to ledger.pruning.target of its capacity in one version.")
  @APIResponse(responseCode = "200", description = "By the qualities as last stored")
  public PruningPreview preview(@PathParam("domain") String domain) {
    return libraries.pruningPreview(current.get(), domain);
  }
}
