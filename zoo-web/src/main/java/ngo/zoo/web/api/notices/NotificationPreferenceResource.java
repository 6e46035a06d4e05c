package ngo.zoo.web.api.notices;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;
import ngo.zoo.notices.NotificationPreference;
import ngo.zoo.notices.service.NotificationPreferences;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.RequiredField;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** Which events an organisation's billing address gets as e-mail. */
@Path("organisations/{organisation}/notification-preferences")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class NotificationPreferenceResource {
  private static final String CHOICES =
      """
      {"items": [{"type": "key.created", "email": true}]}
      """;

  @Inject CurrentCaller current;
  @Inject NotificationPreferences preferences;

  /** A choice as a client writes it. */
  public record Choice(@Nullable String type, @Nullable Boolean email) {
    NotificationPreference checked() {
      return new NotificationPreference(
          RequiredField.of("type", type), RequiredField.of("email", email));
    }
  }

  /** Types not named stay as they are. */
  public record Choices(@Nullable List<Choice> items) {}

  @GET
  @Operation(
      operationId = "listNotificationPreferences",
      summary = "All events and whether they are told by e-mail")
  public Listing<NotificationPreference> all(@PathParam("organisation") UUID organisation) {
    return Listing.whole(preferences.list(current.get(), organisation));
  }

  @PUT
  @Operation(
      operationId = "chooseNotifications",
      summary = "Choose events to be told by e-mail; those not named stay as they are")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Choices.class),
              examples = @ExampleObject(name = "new keys", value = CHOICES)))
  public Listing<NotificationPreference> choose(
      @PathParam("organisation") UUID organisation, Choices body) {
    List<NotificationPreference> choices =
        RequiredField.of("items", body.items()).stream().map(Choice::checked).toList();
    preferences.choose(current.get(), organisation, choices);
    return all(organisation);
  }
}
