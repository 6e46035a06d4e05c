package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import ngo.zoo.books.service.Books;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.ProofFile;
import ngo.zoo.log.TlogProof;
import ngo.zoo.persistence.log.LogReader;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** Proof files that verify without asking anybody. */
@Path("proofs")
@Produces("application/json")
@SecurityRequirements
@RequestScoped
public class ProofResource {
  @Inject LogReader log;
  @Inject CurrentCaller current;
  @Inject Books books;

  @GET
  @Path("experience/{id}")
  @Operation(
      operationId = "proveExperience",
      summary = "Experience → library version → log root → anchor")
  public Response experience(
      @PathParam("id") UUID id, @QueryParam("version") @Nullable Integer version) {
    int number = RequiredField.of("version", version);
    return file("experience-" + id + "-v" + number, log.experienceProof(id, number));
  }

  @GET
  @Path("entry/{id}")
  @SecurityRequirement(name = "bearer")
  @Operation(
      operationId = "proveEntry",
      summary = "Journal entry → batch → log root → anchor",
      description = "For whoever may read the entry. Owners stand under pseudonyms.")
  @APIResponse(responseCode = "200", description = "The proof file")
  @APIResponse(responseCode = "503", description = "The entry waits for the next batch")
  public Response entry(@PathParam("id") UUID id) {
    return file("entry-" + id, books.proof(current.get(), id));
  }

  @GET
  @Path("{kind}/{subject}")
  @Operation(
      operationId = "proveLeaf",
      summary = "Leaf → log root → anchor",
      description =
          "kind: library-version, ballot, proposal-result, receipt, journal-batch or evidence."
              + " With format=tlog-proof the answer is a detached proof of C2SP tlog-proof.")
  @APIResponse(responseCode = "200", description = "The proof file")
  @APIResponse(responseCode = "503", description = "The leaf waits for the next checkpoint")
  public Response leaf(
      @PathParam("kind") String kind,
      @PathParam("subject") UUID subject,
      @QueryParam("format") @Nullable String format) {
    LeafKind leaf = Names.parse(LeafKind.class, "kind", kind);
    if (format != null && format.equals("tlog-proof")) {
      return detached(Names.of(leaf) + "-" + subject, log.proof(leaf, subject));
    }
    return file(Names.of(leaf) + "-" + subject, log.proof(leaf, subject));
  }

  private static Response detached(String name, String json) {
    ProofFile file = ProofFile.parse(json);
    if (file.member() != null) {
      throw Refusal.conflict(
          "proof-has-two-steps",
          "This receipt is proven by its batch, which takes two steps; ask without a format");
    }
    return Response.ok(new TlogProof(file.inclusion(), file.checkpoint()).text())
        .type("text/plain;charset=UTF-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".tlog-proof\"")
        .build();
  }

  private static Response file(String name, String json) {
    return Response.ok(json)
        .header(
            HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"zoo-proof-" + name + ".json\"")
        .build();
  }
}
