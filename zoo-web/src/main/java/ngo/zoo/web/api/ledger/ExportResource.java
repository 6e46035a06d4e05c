package ngo.zoo.web.api.ledger;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import ngo.zoo.ledger.service.Exports;
import ngo.zoo.ledger.transfer.FileFormat;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.Spool;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** Libraries as files. */
@Path("exports")
@Produces({"application/json", "application/jsonl"})
@RequestScoped
public class ExportResource {
  @Inject CurrentCaller current;
  @Inject Exports exports;

  @GET
  @SecurityRequirements
  @Operation(
      operationId = "exportExperiences",
      summary = "The experiences of a library version, or of all libraries, as a file",
      description =
          "What it gives imports again to the same content. Authors are named by id, for staff by"
              + " login as well.")
  @APIResponse(responseCode = "200", description = "The file")
  @APIResponse(responseCode = "404", description = "There is no such library or version")
  public Response file(
      @Parameter(description = "The library; all of them when left out") @QueryParam("domain")
          @Nullable String domain,
      @Parameter(description = "The version; the current one when left out") @QueryParam("version")
          @Nullable Integer version,
      @Parameter(description = "json, jsonl (default) or flat: id to text, of one library")
          @QueryParam("format")
          @Nullable String format,
      @Parameter(description = "With their vectors and the id of the embedder")
          @QueryParam("vectors")
          @DefaultValue("false")
          boolean vectors) {
    FileFormat wanted = Names.filter(FileFormat.class, "format", format);
    boolean staff = current.optional().map((Caller caller) -> caller.has(Role.STAFF)).orElse(false);
    Exports.Order order =
        new Exports.Order(
            domain == null || domain.isBlank() ? null : domain,
            version,
            wanted == null ? FileFormat.JSONL : wanted,
            vectors,
            staff);
    exports.check(order);
    return Response.ok(new Spool(out -> exports.write(order, out)), order.format().mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + order.fileName() + "\"")
        .build();
  }
}
