package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import ngo.zoo.persistence.outbox.StuckEvent;
import ngo.zoo.persistence.outbox.StuckEvents;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Events whose handler failed too often (staff). */
@Path("outbox")
@Produces("application/json")
@RequestScoped
public class OutboxResource {
  @Inject CurrentCaller current;
  @Inject StuckEvents events;

  @GET
  @Path("stuck")
  @Operation(operationId = "listStuckEvents", summary = "Stuck events, oldest first")
  public Listing<StuckEvent> stuck(@BeanParam Paging paging) {
    return Listing.of(events.page(staff(), paging.request()), paging);
  }

  @POST
  @Path("{id}/resubmit")
  @Operation(operationId = "resubmitEvent", summary = "Put a stuck event back in line")
  public void resubmit(@PathParam("id") UUID id) {
    events.resubmit(staff(), id);
  }

  private Caller staff() {
    return current.get().require(Role.STAFF);
  }
}
