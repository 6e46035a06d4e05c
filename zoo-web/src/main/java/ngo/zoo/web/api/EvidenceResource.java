package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.ledger.EvidenceView;
import ngo.zoo.ledger.RecordEvidence;
import ngo.zoo.ledger.service.EvidenceLedger;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** Measured effects of experiences. */
@Path("experiences")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class EvidenceResource {
  private static final String MEASURED =
      """
      {"effect_bp": 1250, "low_bp": 400, "high_bp": 2100, "trials": 400,
       "baseline_bp": 5000, "treated_bp": 6250, "model": "zoo-keeper-tiny", "library_version": 1,
       "tasks": "keeper.signs held-out",
       "tasks_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
       "cost": {"value": "8", "asset": "KEEPER"}, "measured_at": "2026-11-20T12:00:00Z"}
      """;

  @Inject CurrentCaller current;
  @Inject EvidenceLedger evidence;

  /** An amount as a client writes it. */
  public record Cost(@Nullable String value, @Nullable String asset) {
    Amount amount() {
      try {
        return Amount.parse(
            Asset.valueOf(RequiredField.of("cost", asset)), RequiredField.of("cost", value));
      } catch (IllegalArgumentException | ArithmeticException unreadable) {
        throw Refusal.field(
            "evidence-form", "cost", "cost is a decimal value with its asset, such as 8 KEEPER");
      }
    }
  }

  /**
   * A measurement to record: rates with and without the experience on the same tasks, their
   * difference with its 95 % interval (all basis points), and where it comes from.
   *
   * @param trials pairs
   * @param tasksHash SHA-256 of the set of tasks, hex
   */
  public record Measurement(
      @Nullable Integer effectBp,
      @Nullable Integer lowBp,
      @Nullable Integer highBp,
      @Nullable Integer trials,
      @Nullable Integer baselineBp,
      @Nullable Integer treatedBp,
      @Nullable String model,
      @Nullable Integer libraryVersion,
      @Nullable String tasks,
      @Nullable String tasksHash,
      @Nullable Cost cost,
      @Nullable Instant measuredAt) {
    RecordEvidence command() {
      return new RecordEvidence(
          RequiredField.of("effect_bp", effectBp),
          RequiredField.of("low_bp", lowBp),
          RequiredField.of("high_bp", highBp),
          RequiredField.of("trials", trials),
          RequiredField.of("baseline_bp", baselineBp),
          RequiredField.of("treated_bp", treatedBp),
          RequiredField.of("model", model).strip(),
          RequiredField.of("library_version", libraryVersion),
          RequiredField.of("tasks", tasks).strip(),
          RequiredField.of("tasks_hash", tasksHash),
          RequiredField.of("cost", cost).amount(),
          RequiredField.of("measured_at", measuredAt));
    }
  }

  @GET
  @Path("{id}/evidence")
  @SecurityRequirements
  @Operation(
      operationId = "listEvidence",
      summary = "Measured effects of an experience, newest first",
      description = "Empty while nothing was measured.")
  @APIResponse(responseCode = "200", description = "Each is a leaf of the log, kind evidence")
  public Listing<EvidenceView> page(@PathParam("id") UUID id, @BeanParam Paging paging) {
    return Listing.of(evidence.page(id, paging.request()), paging);
  }

  @POST
  @Path("{id}/evidence")
  @Operation(
      operationId = "recordEvidence",
      summary = "Record a measured effect (staff)",
      description = "Written once: a later measurement stands beside it.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Measurement.class),
              examples = @ExampleObject(name = "a gain", value = MEASURED)))
  @APIResponse(responseCode = "201", description = "As recorded; Location is its proof")
  @APIResponse(responseCode = "400", description = "evidence-form")
  public Response record(@PathParam("id") UUID id, Measurement measurement) {
    EvidenceView recorded = evidence.record(current.get(), id, measurement.command());
    return Response.created(URI.create("proofs/evidence/" + recorded.id()))
        .entity(recorded)
        .build();
  }
}
