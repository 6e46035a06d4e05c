package ngo.zoo.web.api.books;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import ngo.zoo.billing.service.ComputeBilling;
import ngo.zoo.compute.EscrowView;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Paging;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Escrows of compute jobs, for who pays or earns by them. */
@Path("compute/escrows")
@Produces("application/json")
@RequestScoped
public class EscrowResource {
  private static final String ESCROW =
      """
      {"job_id": "019a7f40-0000-7c11-9a00-5d2e6f708192", "payer_kind": "organisation",
       "payer_id": "019a7f3e-4b00-7c11-9a00-5d2e6f708192", "provider_kind": "member",
       "provider_id": "019a7f3e-4c00-7c11-9a00-5d2e6f708192",
       "cap": {"value": "100", "asset": "ZEN"}, "hourly": {"value": "2.5", "asset": "ZEN"},
       "fee_bp": 500, "gpu_seconds": 7200, "paid": {"value": "5", "asset": "ZEN"},
       "left": {"value": "95", "asset": "ZEN"}, "status": "pending",
       "expires_at": "2026-11-21T10:00:00Z", "opened_at": "2026-11-21T08:00:00Z"}
      """;

  @Inject CurrentCaller current;
  @Inject ComputeBilling billing;

  @GET
  @Operation(
      operationId = "listEscrows",
      summary = "The caller's escrows as payer or provider, newest first; all for staff")
  public Listing<EscrowView> page(@BeanParam Paging paging) {
    return Listing.of(billing.page(current.get(), paging.request()), paging);
  }

  @GET
  @Path("{job}")
  @Operation(operationId = "getEscrow", summary = "The escrow of one job")
  @APIResponse(
      responseCode = "200",
      description = "The escrow",
      content =
          @Content(
              mediaType = "application/json",
              examples = @ExampleObject(name = "running", value = ESCROW)))
  public EscrowView one(@PathParam("job") UUID job) {
    return billing.one(current.get(), job);
  }
}
