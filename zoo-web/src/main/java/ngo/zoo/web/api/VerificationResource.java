package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;
import ngo.zoo.routing.CalibrationResult;
import ngo.zoo.routing.CalibrationView;
import ngo.zoo.routing.EpochView;
import ngo.zoo.routing.service.Verifications;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** How answers are drawn for checks, and what they are judged by. */
@Path("verification")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class VerificationResource {
  @Inject CurrentCaller current;
  @Inject Verifications verifications;

  /**
   * A calibration to make.
   *
   * @param modelSha256 of the weights, hex
   * @param nodes whose answers are known to be honest
   */
  public record Wanted(@Nullable String modelSha256, @Nullable List<UUID> nodes) {}

  @GET
  @Path("epochs")
  @SecurityRequirements
  @Operation(
      operationId = "listVerificationEpochs",
      summary = "The lottery's epochs with their commitments, and the seeds of those that ended")
  public Listing<EpochView> epochs(@BeanParam Paging paging) {
    return Listing.of(verifications.epochs(paging.request()), paging);
  }

  @GET
  @Path("calibrations")
  @SecurityRequirements
  @Operation(
      operationId = "listCalibrations",
      summary = "The thresholds that hold, by model and by pair of backends")
  public Listing<CalibrationView> calibrations(@BeanParam Paging paging) {
    return Listing.of(verifications.calibrations(paging.request()), paging);
  }

  @POST
  @Path("calibrations")
  @Operation(
      operationId = "calibrateModel",
      summary = "Calibrate a model's thresholds by honest nodes' checked answers (staff)")
  @APIResponse(responseCode = "200", description = "The thresholds that hold from now on")
  @APIResponse(responseCode = "409", description = "too-few-runs")
  public CalibrationResult calibrate(Wanted wanted) {
    return verifications.calibrate(
        current.get(),
        RequiredField.of("model_sha256", wanted.modelSha256()),
        RequiredField.of("nodes", wanted.nodes()));
  }
}
