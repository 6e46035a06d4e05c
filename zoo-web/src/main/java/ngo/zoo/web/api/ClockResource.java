package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import ngo.zoo.persistence.JdbcBusinessClock;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The business clock, to see a week's vote end today. In the dev profile only. */
@Path("dev/clock")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class ClockResource {
  @Inject CurrentCaller current;
  @Inject JdbcBusinessClock clock;

  @Inject
  @ConfigProperty(name = "zoo.profile", defaultValue = "prod")
  String profile;

  /**
   * How far to go.
   *
   * @param advance ISO 8601, days or shorter: {@code P7D}, {@code PT1H}
   */
  public record Advance(@Nullable String advance) {}

  /** Business time and how far it is ahead of the wall clock (ISO 8601). */
  public record ClockState(Instant now, String offset) {}

  @GET
  @Operation(operationId = "getClock", summary = "Business time (dev profile)")
  public ClockState now() {
    requireDev();
    current.get();
    return state();
  }

  @POST
  @Operation(operationId = "advanceClock", summary = "Advance business time (dev profile, staff)")
  public ClockState advance(Advance wanted) {
    requireDev();
    current.get().require(Role.STAFF);
    clock.advance(duration(RequiredField.of("advance", wanted.advance())));
    return state();
  }

  private ClockState state() {
    return new ClockState(clock.now(), clock.offset().toString());
  }

  private void requireDev() {
    if (!profile.equals("dev")) {
      throw Refusal.notFound("dev-clock", "outside the dev profile");
    }
  }

  private static Duration duration(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (duration.isPositive()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Told below, with what would be right.
    }
    throw Refusal.field("duration-unreadable", "advance", "advance must be like P7D or PT1H");
  }
}
