package ngo.zoo.web.api.notices;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import ngo.zoo.notices.NewWebhook;
import ngo.zoo.notices.WebhookDraft;
import ngo.zoo.notices.WebhookView;
import ngo.zoo.notices.service.Webhooks;
import ngo.zoo.web.api.Listing;
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

/** Endpoints that an organisation is told at, by the Standard Webhooks specification. */
@Path("organisations/{organisation}/webhooks")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class WebhookResource {
  private static final String DRAFT =
      """
      {"url": "https://example.org/hooks/zoo", "description": "Book-keeping",
       "types": ["invoice.issued", "invoice.paid"]}
      """;
  private static final String CHANGE =
      """
      {"enabled": true}
      """;

  @Inject CurrentCaller current;
  @Inject Webhooks webhooks;

  /**
   * An endpoint to make or what to change of it; what is left out stays as it is.
   *
   * @param types events it is told of; empty for all
   */
  public record Draft(
      @Nullable String url,
      @Nullable String description,
      @Nullable List<String> types,
      @Nullable Boolean enabled) {
    WebhookDraft fresh() {
      return new WebhookDraft(
          RequiredField.of("url", url),
          or(description, ""),
          or(types, List.of()),
          or(enabled, true));
    }

    WebhookDraft over(WebhookView now) {
      return new WebhookDraft(
          or(url, now.url()),
          or(description, now.description()),
          or(types, now.types()),
          or(enabled, now.enabled()));
    }

    private static <T> T or(@Nullable T given, T otherwise) {
      return given == null ? otherwise : given;
    }
  }

  @GET
  @Operation(
      operationId = "listWebhooks",
      summary = "Webhooks, oldest first",
      description = "The search is for an address or a description.")
  public Listing<WebhookView> all(
      @PathParam("organisation") UUID organisation, @BeanParam Paging paging) {
    return Listing.of(webhooks.page(current.get(), organisation, paging.request()), paging);
  }

  @GET
  @Path("{webhook}")
  @Operation(operationId = "getWebhook", summary = "One webhook")
  public WebhookView one(
      @PathParam("organisation") UUID organisation, @PathParam("webhook") UUID webhook) {
    return webhooks.one(current.get(), organisation, webhook);
  }

  @POST
  @Operation(
      operationId = "createWebhook",
      summary = "Make a webhook",
      description =
          "Its secret is shown in this answer and never again. Deliveries are signed with it as"
              + " Standard Webhooks 1.0.0 says: headers webhook-id, webhook-timestamp and"
              + " webhook-signature. Any 2xx answer takes one; else it is tried again for a day.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Draft.class),
              examples = @ExampleObject(name = "invoices", value = DRAFT)))
  @APIResponse(
      responseCode = "201",
      description = "The webhook and its secret",
      content = @Content(schema = @Schema(implementation = NewWebhook.class)))
  public Response create(@PathParam("organisation") UUID organisation, Draft body) {
    NewWebhook made = webhooks.create(current.get(), organisation, body.fresh());
    URI at = URI.create("organisations/" + organisation + "/webhooks/" + made.webhook().id());
    return Response.created(at).entity(made).build();
  }

  @PATCH
  @Path("{webhook}")
  @Operation(
      operationId = "changeWebhook",
      summary = "Change a webhook; what is left out stays as it is")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Draft.class),
              examples = @ExampleObject(name = "switch on", value = CHANGE)))
  public WebhookView change(
      @PathParam("organisation") UUID organisation,
      @PathParam("webhook") UUID webhook,
      Draft body) {
    WebhookView now = webhooks.one(current.get(), organisation, webhook);
    return webhooks.change(current.get(), organisation, webhook, body.over(now));
  }

  @POST
  @Path("{webhook}/rotate")
  @Consumes("*/*")
  @Operation(
      operationId = "rotateWebhookSecret",
      summary = "Make a new secret; for 24 hours both sign")
  public NewWebhook rotate(
      @PathParam("organisation") UUID organisation, @PathParam("webhook") UUID webhook) {
    return webhooks.rotate(current.get(), organisation, webhook);
  }

  @POST
  @Path("{webhook}/ping")
  @Consumes("*/*")
  @Operation(operationId = "pingWebhook", summary = "Send the event ping to try the endpoint out")
  @APIResponse(responseCode = "202", description = "It is on its way; see the deliveries")
  public Response ping(
      @PathParam("organisation") UUID organisation, @PathParam("webhook") UUID webhook) {
    webhooks.ping(current.get(), organisation, webhook);
    return Response.accepted().build();
  }

  @DELETE
  @Path("{webhook}")
  @Operation(
      operationId = "deleteWebhook",
      summary = "Delete a webhook; nothing is sent to it any more")
  public void delete(
      @PathParam("organisation") UUID organisation, @PathParam("webhook") UUID webhook) {
    webhooks.delete(current.get(), organisation, webhook);
  }
}
