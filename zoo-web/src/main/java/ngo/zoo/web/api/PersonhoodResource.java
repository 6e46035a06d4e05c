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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.personhood.AttestationView;
import ngo.zoo.personhood.PersonhoodAction;
import ngo.zoo.personhood.PersonhoodProvider;
import ngo.zoo.personhood.PersonhoodView;
import ngo.zoo.personhood.service.Personhood;
import ngo.zoo.personhood.service.PersonhoodRecords;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Proofs that an account is one person's. */
@Path("personhood")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class PersonhoodResource {
  private static final String WORLD_ID =
      """
      {"provider": "world-id", "action": "membership",
       "proof": {"nullifier_hash": "0x2bf8…", "merkle_root": "0x1f38…", "proof": "0x0a1b…",
                 "verification_level": "orb"}}
      """;
  private static final String BRIGHT_ID =
      """
      {"provider": "bright-id", "action": "membership"}
      """;
  private static final String ATTESTATION =
      """
      {"login": "maya", "action": "membership"}
      """;

  @Inject CurrentCaller current;
  @Inject Personhood personhood;
  @Inject PersonhoodRecords records;

  /** What the caller has proven and how they may prove more. */
  public record Mine(List<PersonhoodView> proofs, List<Personhood.Offer> providers) {}

  /**
   * A proof to check.
   *
   * @param provider {@code world-id} or {@code bright-id}
   * @param action {@code membership} or {@code inference-credits}
   * @param proof as World ID's app gave it; BrightID needs none
   */
  public record Proof(
      @Nullable String provider, @Nullable String action, @Nullable Map<String, String> proof) {}

  /**
   * A document seen.
   *
   * @param login of the member
   * @param nullifier optional: a salted SHA-256, 64 hex digits, to recognise the person again
   */
  public record Seen(@Nullable String login, @Nullable String action, @Nullable String nullifier) {}

  @GET
  @Operation(
      operationId = "getMyPersonhood",
      summary = "The caller's proofs and the providers",
      description = "The signal is what the provider's app must be given.")
  public Mine mine() {
    return new Mine(records.mine(current.get()), personhood.offers(current.get()));
  }

  @POST
  @Path("verify")
  @Operation(
      operationId = "verifyPersonhood",
      summary = "Prove to be one person",
      description =
          "The provider is asked; of its answer only a nullifier, the level and the times are"
              + " kept. A person has one account per action.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Proof.class),
              examples = {
                @ExampleObject(name = "World ID", value = WORLD_ID),
                @ExampleObject(name = "BrightID", value = BRIGHT_ID)
              }))
  @APIResponse(responseCode = "201", description = "The proof on record")
  @APIResponse(
      responseCode = "400",
      description =
          "personhood-proof-invalid, personhood-proof-expired, personhood-unverified,"
              + " personhood-level, personhood-signal")
  @APIResponse(
      responseCode = "409",
      description =
          "nullifier-used, personhood-replayed, personhood-revoked, personhood-already-proven")
  @APIResponse(responseCode = "503", description = "personhood-off, personhood-unavailable")
  public Response verify(Proof body) {
    Map<String, String> proof = body.proof();
    PersonhoodView view =
        personhood.verify(
            current.get(),
            Names.parse(PersonhoodProvider.class, "provider", body.provider()),
            Names.parse(PersonhoodAction.class, "action", body.action()),
            proof == null ? Map.of() : proof);
    return Response.status(Response.Status.CREATED).entity(view).build();
  }

  @GET
  @Path("all")
  @Operation(operationId = "listPersonhood", summary = "Everybody's proofs, newest first (staff)")
  @APIResponse(responseCode = "403", description = "The caller is not staff")
  public Listing<PersonhoodView> all(@BeanParam Paging paging) {
    return Listing.of(records.all(current.get(), paging.request()), paging);
  }

  @POST
  @Path("{id}/revoke")
  @Consumes("*/*")
  @Operation(
      operationId = "revokePersonhood",
      summary = "Revoke a proof (staff)",
      description = "It counts no more and cannot be given anew; a second time changes nothing.")
  @APIResponse(responseCode = "404", description = "personhood-not-found")
  public PersonhoodView revoke(@PathParam("id") UUID id) {
    return records.revoke(current.get(), id);
  }

  @GET
  @Path("attestations")
  @Operation(operationId = "listAttestations", summary = "Attestations, open ones first (staff)")
  public Listing<AttestationView> attestations(@BeanParam Paging paging) {
    return Listing.of(records.attestations(current.get(), paging.request()), paging);
  }

  @POST
  @Path("attestations")
  @Operation(
      operationId = "attestPersonhood",
      summary = "Note that a member's document was seen (staff)",
      description = "Nothing of the document is kept. A second member of staff confirms.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Seen.class),
              examples = @ExampleObject(name = "seen", value = ATTESTATION)))
  @APIResponse(responseCode = "201", description = "The attestation, open")
  @APIResponse(responseCode = "403", description = "role-missing, own-attestation")
  @APIResponse(responseCode = "404", description = "member-not-found")
  @APIResponse(responseCode = "409", description = "attestation-open")
  public Response attest(Seen body) {
    AttestationView view =
        records.attest(
            current.get(),
            RequiredField.of("login", body.login()),
            Names.parse(PersonhoodAction.class, "action", body.action()),
            body.nullifier());
    return Response.status(Response.Status.CREATED).entity(view).build();
  }

  @POST
  @Path("attestations/{id}/confirm")
  @Consumes("*/*")
  @Operation(
      operationId = "confirmAttestation",
      summary = "Confirm an attestation (a second member of staff)")
  @APIResponse(responseCode = "403", description = "second-person-needed, own-attestation")
  @APIResponse(responseCode = "404", description = "attestation-not-found")
  @APIResponse(responseCode = "409", description = "attestation-withdrawn, nullifier-used")
  public AttestationView confirm(@PathParam("id") UUID id) {
    return records.confirm(current.get(), id);
  }

  @POST
  @Path("attestations/{id}/withdraw")
  @Consumes("*/*")
  @Operation(operationId = "withdrawAttestation", summary = "Take an open attestation back (staff)")
  @APIResponse(responseCode = "409", description = "attestation-confirmed")
  public AttestationView withdraw(@PathParam("id") UUID id) {
    return records.withdraw(current.get(), id);
  }
}
