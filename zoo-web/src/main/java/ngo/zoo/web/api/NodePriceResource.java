package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import ngo.zoo.routing.NodePriceChange;
import ngo.zoo.routing.NodePriceView;
import ngo.zoo.routing.service.NodePricing;
import ngo.zoo.routing.service.Nodes;
import ngo.zoo.web.api.billing.GivenAmount;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** What an answer of a node costs. */
@Path("nodes/{id}/prices")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class NodePriceResource {
  private static final String PRICE =
      """
      {"model": "zoo-keeper-tiny", "price": {"value": "0.008", "asset": "KEEPER"},
       "fee": {"value": "0.01", "asset": "KEEPER"}, "set": {"value": "0.008", "asset": "KEEPER"},
       "since": "2026-11-22T09:00:00Z"}
      """;

  @Inject CurrentCaller current;
  @Inject Nodes nodes;
  @Inject NodePricing pricing;

  /**
   * What a node asks from now on.
   *
   * @param price of one answer, more than nothing and at most the governed fee
   */
  public record Asked(@Nullable String model, @Nullable GivenAmount price) {}

  @GET
  @SecurityRequirements
  @Operation(
      operationId = "listNodePrices",
      summary = "What one answer of a node costs, by model",
      description = "The lesser of what its owner set and the governed fee is paid.")
  @APIResponse(
      responseCode = "200",
      description = "Prices",
      content =
          @Content(
              mediaType = "application/json",
              examples =
                  @ExampleObject(
                      name = "one",
                      value =
                          "{\"items\": [" + PRICE + "], \"total\": 1, \"first\": 0, \"size\": 1}")))
  @APIResponse(responseCode = "404", description = "node-not-found")
  public Listing<NodePriceView> prices(@PathParam("id") UUID id) {
    return Listing.whole(nodes.node(id).prices());
  }

  @PUT
  @Operation(
      operationId = "setNodePrice",
      summary = "Set what one answer of a node costs (its owner; of the operator's own, staff)",
      description =
          "For questions a node is chosen for from now on, on every server within a second.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Asked.class),
              examples =
                  @ExampleObject(
                      name = "cheaper than the fee",
                      value =
                          "{\"model\": \"zoo-keeper-tiny\", \"price\": {\"value\": \"0.008\"}}")))
  @APIResponse(
      responseCode = "200",
      description = "The price in force",
      content =
          @Content(
              schema = @Schema(implementation = NodePriceView.class),
              examples = @ExampleObject(name = "0.008 KEEPER", value = PRICE)))
  @APIResponse(
      responseCode = "400",
      description = "price-above-fee, price-invalid, model-not-served, amount-unreadable")
  @APIResponse(responseCode = "403", description = "node-of-another")
  @APIResponse(responseCode = "404", description = "node-not-found")
  public NodePriceView set(@PathParam("id") UUID id, Asked asked) {
    return pricing.set(
        current.get(),
        id,
        RequiredField.of("model", asked.model()),
        GivenAmount.read("price", asked.price()));
  }

  @DELETE
  @Operation(
      operationId = "unsetNodePrice",
      summary = "Have one answer of a node cost the governed fee again (as for setting it)")
  @APIResponse(responseCode = "200", description = "The price in force: the fee")
  @APIResponse(responseCode = "400", description = "model-not-served")
  @APIResponse(responseCode = "403", description = "node-of-another")
  @APIResponse(responseCode = "404", description = "node-not-found")
  public NodePriceView unset(
      @PathParam("id") UUID id,
      @Parameter(description = "Of which model", required = true) @QueryParam("model")
          @Nullable String model) {
    return pricing.set(current.get(), id, RequiredField.of("model", model), null);
  }

  @GET
  @Path("history")
  @SecurityRequirements
  @Operation(
      operationId = "listNodePriceHistory",
      summary = "Every price a node ever had, with who set it when, newest first",
      description = "Without price it went back to the governed fee. The search is for a model.")
  @APIResponse(responseCode = "404", description = "node-not-found")
  public Listing<NodePriceChange> history(@PathParam("id") UUID id, @BeanParam Paging paging) {
    return Listing.of(pricing.history(id, paging.request()), paging);
  }
}
