package ngo.zoo.web.api.billing;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import ngo.zoo.billing.CreditView;
import ngo.zoo.billing.service.Credits;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Paging;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Inference credits of an organisation. */
@Path("organisations/{organisation}/credits")
@Produces("application/json")
@RequestScoped
public class OrganisationCreditResource {
  @Inject CurrentCaller current;
  @Inject Credits credits;

  @GET
  @Operation(
      operationId = "listOrganisationCredits",
      summary = "Grants with what is left and when they end, newest first")
  @APIResponse(responseCode = "200", description = "A page of grants")
  @APIResponse(responseCode = "403", description = "For partners and staff; scope usage:read")
  @APIResponse(responseCode = "404", description = "No such organisation of yours")
  public Listing<CreditView> all(
      @PathParam("organisation") UUID organisation, @BeanParam Paging paging) {
    return Listing.of(credits.of(current.get(), organisation, paging.request()), paging);
  }
}
