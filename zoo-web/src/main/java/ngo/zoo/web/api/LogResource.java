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
import ngo.zoo.log.Tile;
import ngo.zoo.persistence.log.Growth;
import ngo.zoo.persistence.log.LogReader;
import ngo.zoo.persistence.log.LogStatus;
import ngo.zoo.persistence.log.LogTiles;
import ngo.zoo.shared.Refusal;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** The public log: who mirrors or audits it starts here. */
@Path("log")
@SecurityRequirements
@RequestScoped
public class LogResource {
  @Inject LogReader log;
  @Inject LogTiles tiles;

  @GET
  @Path("checkpoint")
  @Produces("text/plain;charset=UTF-8")
  @Operation(
      operationId = "getCheckpoint",
      summary = "The latest signed checkpoint (C2SP tlog-checkpoint)")
  public Response checkpoint() {
    String checkpoint = log.checkpoint();
    if (checkpoint == null) {
      throw Refusal.unavailable(
          "checkpoint-not-yet", "The first checkpoint is signed in a few seconds; try again");
    }
    return Response.ok(checkpoint).header(HttpHeaders.CACHE_CONTROL, "no-cache").build();
  }

  /** A tile's bytes never change, so whoever has them need not ask again. */
  @GET
  @Path("tile/{path: .+}")
  @Produces("application/octet-stream")
  @Operation(
      operationId = "getLogTile",
      summary = "A tile of hashes or a bundle of entries (C2SP tlog-tiles)",
      description = "An entry is the SHA-256 of a record; docs/proofs.md says more.")
  public Response tile(@PathParam("path") String path) {
    return Response.ok(tiles.tile(named(path)))
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
        .build();
  }

  private static Tile named(String path) {
    try {
      return Tile.parse(path);
    } catch (IllegalArgumentException noTile) {
      throw Refusal.notFound("tile", path);
    }
  }

  @GET
  @Path("consistency")
  @Produces("application/json")
  @Operation(
      operationId = "proveConsistency",
      summary = "Proof that the log of one size is a prefix of the log of another")
  public Growth consistency(
      @QueryParam("from") @Nullable Long from, @QueryParam("to") @Nullable Long to) {
    return tiles.growth(RequiredField.of("from", from), RequiredField.of("to", to));
  }

  @GET
  @Path("key")
  @Produces("text/plain;charset=UTF-8")
  @Operation(
      operationId = "getLogKey",
      summary = "The key checkpoints are signed with (C2SP signed-note verifier key)")
  public String key() {
    return log.key();
  }

  @GET
  @Path("status")
  @Produces("application/json")
  @Operation(operationId = "getLogStatus", summary = "Size, root and anchor of the log")
  public LogStatus status() {
    return log.status();
  }
}
