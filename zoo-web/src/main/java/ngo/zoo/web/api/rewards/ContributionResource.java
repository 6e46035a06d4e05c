package ngo.zoo.web.api.rewards;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import ngo.zoo.rewards.service.Contributors;
import ngo.zoo.web.api.RequiredField;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Contributions that staff register: datasets and hours. */
@Path("contributions")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class ContributionResource {
  private static final String DATASET =
      """
      {"login": "maya", "name": "Signs of the north", "records": 20000, "quality_bp": 5000}
      """;
  private static final String HOURS =
      """
      {"login": "maya", "hours": 2, "reason": "Annotated signs"}
      """;

  @Inject CurrentCaller current;
  @Inject Contributors contributors;

  /**
   * A dataset.
   *
   * @param login of the member who gave it
   * @param qualityBp Q(D), basis points
   */
  public record Dataset(
      @Nullable String login,
      @Nullable String name,
      @Nullable Long records,
      @Nullable Integer qualityBp) {}

  /** Hours of a member. */
  public record Hours(@Nullable String login, @Nullable Integer hours, @Nullable String reason) {}

  @POST
  @Path("datasets")
  @Operation(
      operationId = "registerDataset",
      summary = "Register a dataset (staff); the present epoch pays α·records·quality")
  @APIResponse(responseCode = "201", description = "As registered")
  public Response dataset(
      @RequestBody(content = @Content(examples = @ExampleObject(name = "signs", value = DATASET)))
          Dataset given) {
    return Response.status(Response.Status.CREATED)
        .entity(
            contributors.register(
                current.get(),
                RequiredField.of("login", given.login()),
                RequiredField.of("name", given.name()),
                RequiredField.of("records", given.records()),
                RequiredField.of("quality_bp", given.qualityBp())))
        .build();
  }

  @POST
  @Path("hours")
  @Operation(
      operationId = "registerHours",
      summary = "Register hours of contribution (staff); the present epoch grants credits for them")
  @APIResponse(responseCode = "201", description = "As registered")
  public Response hours(
      @RequestBody(content = @Content(examples = @ExampleObject(name = "two hours", value = HOURS)))
          Hours given) {
    return Response.status(Response.Status.CREATED)
        .entity(
            contributors.register(
                current.get(),
                RequiredField.of("login", given.login()),
                RequiredField.of("hours", given.hours()),
                RequiredField.of("reason", given.reason())))
        .build();
  }
}
