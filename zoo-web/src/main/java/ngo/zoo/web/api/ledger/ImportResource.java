package ngo.zoo.web.api.ledger;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import ngo.zoo.ledger.service.Imports;
import ngo.zoo.ledger.transfer.BadVectors;
import ngo.zoo.ledger.transfer.FileFormat;
import ngo.zoo.ledger.transfer.ImportOrder;
import ngo.zoo.ledger.transfer.ImportProblem;
import ngo.zoo.ledger.transfer.ImportView;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.Paging;
import ngo.zoo.web.api.Spool;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Imports of experiences: files in, versions of libraries out, and a report on every line. */
@Path("imports")
@Produces("application/json")
@RequestScoped
public class ImportResource {
  private static final MediaType CSV = MediaType.valueOf("text/csv;charset=UTF-8");
  private static final int LONGEST_NAME = 200;
  private static final String LINES =
      """
      {"domain": "keeper.signs", "text": "When the sign shows otter, rotate the digits left.", "confidence_bp": 9000, "author": "maya"}
      {"domain": "keeper.signs", "text": "When the sign shows lynx, reverse the digits."}
      """;
  private static final String VIEW =
      """
      {"id": "019a7f3e-0000-7a30-8f00-3b1f4d2c9e77", "file_name": "signs.jsonl", "format": "jsonl",
       "dry_run": false, "bad_vectors": "refuse", "started_by": "sam",
       "created_at": "2026-11-21T10:00:00Z", "status": "running", "cancelling": false,
       "step": "read", "done": 1048576, "total": 4194304, "failure": "", "bytes": 4194304,
       "vector_bytes": 0, "records": 5250, "imported": 0, "held": 0, "duplicates": 3, "refused": 1,
       "libraries": 0, "vectors_missing": 0}
      """;
  private static final String PROBLEMS =
      """
      {"items": [{"position": 7, "line": 7, "outcome": "held", "domain": "keeper.signs",
         "text": "When in doubt, see https://example.org",
         "reason": "Staff look at \\"https://example.org\\" first (LINK), in the moderation queue."}],
       "total": 1, "first": 0, "size": 20}
      """;

  @Inject CurrentCaller current;
  @Inject Imports imports;

  /** The import that was begun. */
  public record Started(UUID id) {}

  @POST
  @Consumes({
    "application/json",
    "application/jsonl",
    "application/x-ndjson",
    "application/octet-stream"
  })
  @Operation(
      operationId = "startImport",
      summary = "Import experiences from a file (staff)",
      description =
          "The body is the file: JSON (an array, or an object with it as experiences), JSON Lines,"
              + " or a flat map of id to text. Fields of an experience: text; domain,"
              + " confidence_bp, examples, author (a login) or author_id, embedder_id and"
              + " embedding, all optional. Each library gets one new version; libraries that were"
              + " voted on refuse.")
  @RequestBody(
      content =
          @Content(
              mediaType = "application/jsonl",
              examples = @ExampleObject(name = "lines", value = LINES)))
  @APIResponse(responseCode = "202", description = "The file is here; follow it at Location")
  @APIResponse(responseCode = "400", description = "The file or a parameter cannot be used")
  public Response start(
      @Parameter(description = "How the file is called") @QueryParam("file") @Nullable String file,
      @Parameter(description = "json, jsonl or flat; else by the file's name") @QueryParam("format")
          @Nullable String format,
      @Parameter(description = "Of experiences that name none") @QueryParam("domain")
          @Nullable String domain,
      @Parameter(description = "refuse (default) or compute vectors that cannot be used")
          @QueryParam("bad_vectors")
          @Nullable String badVectors,
      @Parameter(description = "Only report") @QueryParam("dry_run") @DefaultValue("false")
          boolean dryRun,
      @Parameter(description = "Wait for a file of vectors before it begins")
          @QueryParam("vectors_follow")
          @DefaultValue("false")
          boolean vectorsFollow,
      InputStream body) {
    String name = file == null || file.isBlank() ? "experiences" : file.strip();
    FileFormat given = Names.filter(FileFormat.class, "format", format);
    BadVectors bad = Names.filter(BadVectors.class, "bad_vectors", badVectors);
    ImportOrder order =
        new ImportOrder(
            name.substring(0, Math.min(name.length(), LONGEST_NAME)).replace("\0", ""),
            given == null ? FileFormat.ofName(name) : given,
            domain == null || domain.isBlank() ? null : domain.strip(),
            dryRun,
            bad == null ? BadVectors.REFUSE : bad,
            vectorsFollow);
    return accepted(imports.start(current.get(), order, body));
  }

  @PUT
  @Path("{id}/vectors")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "putImportVectors",
      summary = "The vectors of an import that waits for them (staff)",
      description =
          "A .npy file of float32 in C order, a row for each experience in the order of the file.")
  @APIResponse(responseCode = "202", description = "Both files are here; follow it at Location")
  @APIResponse(responseCode = "409", description = "The import waits for no vectors")
  public Response vectors(
      @PathParam("id") UUID id,
      @Parameter(description = "The embedder that made them")
          @QueryParam("embedder_id")
          @DefaultValue("")
          String embedderId,
      InputStream body) {
    imports.vectors(current.get(), id, embedderId, body);
    return accepted(id);
  }

  @GET
  @Operation(operationId = "listImports", summary = "Imports, newest first (staff)")
  @APIResponse(responseCode = "200", description = "A page of imports")
  public Listing<ImportView> all(@BeanParam Paging paging) {
    return Listing.of(imports.page(current.get(), paging.request()), paging);
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getImport", summary = "An import and how far it is (staff)")
  @APIResponse(
      responseCode = "200",
      description = "The import",
      content = @Content(examples = @ExampleObject(name = "reading", value = VIEW)))
  @APIResponse(responseCode = "404", description = "There is no such import")
  public ImportView one(@PathParam("id") UUID id) {
    return imports.one(current.get(), id);
  }

  @GET
  @Path("{id}/problems")
  @Produces({"application/json", "text/csv"})
  @Operation(
      operationId = "listImportProblems",
      summary = "What did not simply go in, with line and reason (staff)",
      description = "With format=csv all of it as a file.")
  @APIResponse(
      responseCode = "200",
      description = "A page of lines, or all of them as CSV",
      content = @Content(examples = @ExampleObject(name = "a page", value = PROBLEMS)))
  public Response problems(
      @PathParam("id") UUID id,
      @QueryParam("format") @DefaultValue("json") String format,
      @BeanParam Paging paging) {
    var page = imports.problems(current.get(), id, paging.request());
    if (!format.equals("csv")) {
      return Response.ok(Listing.<ImportProblem>of(page, paging), MediaType.APPLICATION_JSON)
          .build();
    }
    StreamingOutput rows =
        new Spool(out -> ProblemsCsv.write(out, taker -> imports.eachProblem(id, taker)));
    return Response.ok(rows, CSV)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"import-problems.csv\"")
        .build();
  }

  @POST
  @Path("{id}/cancel")
  @Operation(
      operationId = "cancelImport",
      summary = "End an import; libraries made already stay (staff)")
  @APIResponse(responseCode = "202", description = "It ends after the chunk at hand")
  @APIResponse(responseCode = "409", description = "It is over")
  public Response cancel(@PathParam("id") UUID id) {
    imports.cancel(current.get(), id);
    return accepted(id);
  }

  @POST
  @Path("{id}/resume")
  @Operation(
      operationId = "resumeImport",
      summary = "Have an import that failed go on where it ended (staff)")
  @APIResponse(responseCode = "202", description = "It goes on; follow it at Location")
  @APIResponse(responseCode = "409", description = "It did not fail, or its file is not here")
  public Response resume(@PathParam("id") UUID id) {
    imports.resume(current.get(), id);
    return accepted(id);
  }

  private static Response accepted(UUID id) {
    return Response.accepted(new Started(id)).location(URI.create("imports/" + id)).build();
  }
}
