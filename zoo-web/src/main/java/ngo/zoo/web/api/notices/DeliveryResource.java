package ngo.zoo.web.api.notices;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import ngo.zoo.notices.DeliveryDetail;
import ngo.zoo.notices.DeliveryState;
import ngo.zoo.notices.DeliveryView;
import ngo.zoo.notices.service.Deliveries;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.Paging;
import ngo.zoo.web.api.RequiredField;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What a webhook was sent, what it answered, and sending it again. */
@Path("organisations/{organisation}/webhooks/{webhook}/deliveries")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class DeliveryResource {
  private static final String SINCE =
      """
      {"since": "2026-11-20T00:00:00Z"}
      """;

  @Inject CurrentCaller current;
  @Inject Deliveries deliveries;

  /** From when on failed deliveries are sent again. */
  public record Since(@Nullable String since) {}

  /** How many deliveries are sent again. */
  public record Replayed(int deliveries) {}

  @GET
  @Operation(
      operationId = "listDeliveries",
      summary = "Deliveries, newest first",
      description = "?state=pending|delivered|failed")
  public Listing<DeliveryView> all(
      @PathParam("organisation") UUID organisation,
      @PathParam("webhook") UUID webhook,
      @QueryParam("state") @Nullable String state,
      @BeanParam Paging paging) {
    DeliveryState wanted = Names.filter(DeliveryState.class, "state", state);
    return Listing.of(
        deliveries.page(current.get(), organisation, webhook, wanted, paging.request()), paging);
  }

  @GET
  @Path("{delivery}")
  @Operation(operationId = "getDelivery", summary = "One delivery with its body and attempts")
  public DeliveryDetail one(
      @PathParam("organisation") UUID organisation,
      @PathParam("webhook") UUID webhook,
      @PathParam("delivery") UUID delivery) {
    return deliveries.one(current.get(), organisation, webhook, delivery);
  }

  @POST
  @Path("{delivery}/replay")
  @Consumes("*/*")
  @Operation(
      operationId = "replayDelivery",
      summary = "Send a delivery again, with the same webhook-id")
  @APIResponse(responseCode = "202", description = "It is on its way")
  public Response replay(
      @PathParam("organisation") UUID organisation,
      @PathParam("webhook") UUID webhook,
      @PathParam("delivery") UUID delivery) {
    deliveries.replay(current.get(), organisation, webhook, delivery);
    return Response.accepted().build();
  }

  @POST
  @Path("replay")
  @Operation(
      operationId = "replayFailedDeliveries",
      summary = "Send all deliveries again that failed since a time")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Since.class),
              examples = @ExampleObject(name = "since", value = SINCE)))
  @APIResponse(
      responseCode = "202",
      description = "How many are on their way",
      content = @Content(schema = @Schema(implementation = Replayed.class)))
  public Response replayFailed(
      @PathParam("organisation") UUID organisation,
      @PathParam("webhook") UUID webhook,
      Since body) {
    Instant since = time(RequiredField.of("since", body.since()));
    int count = deliveries.replayFailed(current.get(), organisation, webhook, since);
    return Response.accepted(new Replayed(count)).build();
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException unreadable) {
      throw Refusal.field("time-unreadable", "since", "Write it like 2026-11-20T00:00:00Z");
    }
  }
}
