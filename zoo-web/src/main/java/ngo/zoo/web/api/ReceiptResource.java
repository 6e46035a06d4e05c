package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.routing.service.Receipts;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.Scope;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Receipts of settled answers. */
@Path("receipts")
@Produces("application/json")
@RequestScoped
public class ReceiptResource {
  @Inject CurrentCaller current;
  @Inject Receipts receipts;

  @GET
  @Operation(summary = "The caller's receipts, newest first")
  public Listing<ReceiptView> page(@BeanParam Paging paging) {
    Page<ReceiptView> page =
        receipts.page(current.get().require(Scope.USAGE_READ), paging.request());
    return Listing.of(
        new Page<>(page.items().stream().map(ReceiptResource::published).toList(), page.total()),
        paging);
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One receipt; whoever knows its id may see it")
  public ReceiptView one(@PathParam("id") UUID id) {
    current.get();
    return published(receipts.receipt(id));
  }

  private static ReceiptView published(ReceiptView r) {
    return new ReceiptView(
        r.id(),
        r.payerId(),
        r.model(),
        r.nodeId(),
        r.node(),
        r.domain(),
        r.libraryVersion(),
        r.fee(),
        Names.of(r.status()),
        r.answeredAt(),
        r.finalAfter(),
        r.finalAt(),
        r.experiences(),
        r.record(),
        r.verification());
  }
}
