package ngo.zoo.web.api.billing;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.KeyDraft;
import ngo.zoo.billing.KeyView;
import ngo.zoo.billing.NewKey;
import ngo.zoo.billing.rules.AddressRange;
import ngo.zoo.billing.service.Keys;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Scope;
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

/** API keys of an organisation. */
@Path("organisations/{organisation}/keys")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class KeyResource {
  private static final String DRAFT =
      """
      {"project_id": "019a7f3e-5c1d-7a30-8f00-3b1f4d2c9e77", "name": "Nightly job",
       "scopes": ["models:read", "chat:write"], "addresses": ["192.0.2.0/24"],
       "expires_at": "2027-01-01T00:00:00Z", "questions_per_hour": 500}
      """;
  private static final String MADE =
      """
      {"secret": "zoo_4Tq0Zr1x_9vKpY2mWc7uLd3hNb6eJs1fRa8gXt5oQi0kUz4wE2aB7",
       "key": {"id": "019a7f3e-4b00-7c11-9a00-5d2e6f708192", "name": "Nightly job",
         "prefix": "zoo_4Tq0Zr1x", "project": "Default", "state": "active",
         "scopes": ["models:read", "chat:write"], "addresses": ["192.0.2.0/24"],
         "created_at": "2026-11-21T12:00:00Z", "expires_at": "2027-01-01T00:00:00Z"}}
      """;
  private static final String ROTATION =
      """
      {"grace": "PT24H"}
      """;

  @Inject CurrentCaller current;
  @Inject Keys keys;

  /**
   * A key to make.
   *
   * @param addresses CIDR ranges it may be used from; any when left out
   * @param expiresAt never when left out
   * @param questionsPerHour how often it asks at most; as often as its organisation when left out
   */
  public record Draft(
      @Nullable UUID projectId,
      @Nullable String name,
      @Nullable List<String> scopes,
      @Nullable List<String> addresses,
      @Nullable Instant expiresAt,
      @Nullable Integer questionsPerHour) {}

  /**
   * How often a key may ask.
   *
   * @param questionsPerHour at most; as often as its organisation when left out or null
   */
  public record Rate(@Nullable Integer questionsPerHour) {}

  /**
   * How a key gives way to another.
   *
   * @param grace ISO 8601 duration the old key opens for still, at most P7D; PT24H when left out
   */
  public record Rotation(@Nullable String grace) {}

  @GET
  @Operation(
      operationId = "listKeys",
      summary = "Keys, newest first; never the keys themselves",
      description = "The search is for a name, a prefix, a project or a state.")
  public Listing<KeyView> all(
      @PathParam("organisation") UUID organisation, @BeanParam Paging paging) {
    return Listing.of(keys.page(current.get(), organisation, paging.request()), paging);
  }

  @GET
  @Path("{key}")
  @Operation(operationId = "getKey", summary = "One key; never the key itself")
  @APIResponse(responseCode = "404", description = "No such key of yours")
  public KeyView one(@PathParam("organisation") UUID organisation, @PathParam("key") UUID key) {
    return keys.key(current.get(), organisation, key);
  }

  @POST
  @Operation(
      operationId = "createKey",
      summary = "Make a key",
      description = "The answer holds the key itself: it is shown this once and stored as a hash.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Draft.class),
              examples = @ExampleObject(name = "nightly", value = DRAFT)))
  @APIResponse(
      responseCode = "201",
      description = "The key",
      content =
          @Content(
              schema = @Schema(implementation = NewKey.class),
              examples = @ExampleObject(name = "nightly", value = MADE)))
  @APIResponse(responseCode = "403", description = "A key gives no scope it does not have")
  @APIResponse(responseCode = "404", description = "No such organisation or project of yours")
  public Response create(@PathParam("organisation") UUID organisation, Draft body) {
    String scopes = String.join(" ", RequiredField.of("scopes", body.scopes()));
    List<String> addresses = body.addresses() == null ? List.of() : body.addresses();
    KeyDraft draft =
        new KeyDraft(
            RequiredField.of("project_id", body.projectId()),
            RequiredField.of("name", body.name()),
            Scope.parse(scopes),
            AddressRange.parse(String.join(" ", addresses)),
            body.expiresAt(),
            body.questionsPerHour());
    return made(organisation, keys.create(current.get(), organisation, draft));
  }

  @POST
  @Path("{key}/rotate")
  @Operation(
      operationId = "rotateKey",
      summary = "Replace a key",
      description = "The new key is like the old one, which opens for the grace period still.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Rotation.class),
              examples = @ExampleObject(name = "a day", value = ROTATION)))
  @APIResponse(
      responseCode = "201",
      description = "The new key",
      content =
          @Content(
              schema = @Schema(implementation = NewKey.class),
              examples = @ExampleObject(name = "nightly", value = MADE)))
  @APIResponse(responseCode = "409", description = "The key opens nothing or was rotated before")
  public Response rotate(
      @PathParam("organisation") UUID organisation, @PathParam("key") UUID key, Rotation body) {
    return made(organisation, keys.rotate(current.get(), organisation, key, grace(body.grace())));
  }

  @PUT
  @Path("{key}/rate")
  @Operation(
      operationId = "limitKey",
      summary = "Say how often a key may ask",
      description =
          "At most as often as all keys of the organisation together, and as the key that says it."
              + " What binds stands in the RateLimit headers of every answer.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Rate.class),
              examples = @ExampleObject(value = "{\"questions_per_hour\": 500}")))
  @APIResponse(responseCode = "200", description = "The key")
  @APIResponse(responseCode = "400", description = "key-rate-invalid")
  @APIResponse(responseCode = "404", description = "No such key of yours")
  @APIResponse(responseCode = "409", description = "The key opens nothing any more")
  public KeyView limit(
      @PathParam("organisation") UUID organisation, @PathParam("key") UUID key, Rate body) {
    return keys.limit(current.get(), organisation, key, body.questionsPerHour());
  }

  @POST
  @Path("{key}/revoke")
  @Consumes("*/*")
  @Operation(operationId = "revokeKey", summary = "Revoke a key; it opens nothing from now on")
  public void revoke(@PathParam("organisation") UUID organisation, @PathParam("key") UUID key) {
    keys.revoke(current.get(), organisation, key);
  }

  private static Duration grace(@Nullable String text) {
    try {
      return text == null ? Keys.USUAL_GRACE : Duration.parse(text);
    } catch (DateTimeException unreadable) {
      throw Refusal.field("grace-invalid", "grace", "grace is a duration such as PT24H");
    }
  }

  private static Response made(UUID organisation, NewKey key) {
    String at = "organisations/%s/keys/%s".formatted(organisation, key.key().id());
    return Response.created(URI.create(at)).header("Cache-Control", "no-store").entity(key).build();
  }
}
