package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import ngo.zoo.routing.ModelFootprint;
import ngo.zoo.routing.rules.ModelCatalogue;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;

/** What models take in memory. */
@Path("model-catalogue")
@Produces("application/json")
@RequestScoped
public class ModelCatalogueResource {
  @GET
  @SecurityRequirements
  @Operation(
      operationId = "listModelFootprints",
      summary = "What each model of the fee table needs in memory, by precision")
  public Listing<ModelFootprint> all() {
    return Listing.whole(ModelCatalogue.footprints());
  }
}
