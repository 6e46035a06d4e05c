package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import ngo.zoo.content.Car;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryVersionView;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.service.Libraries;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;

/** Libraries and their immutable versions. */
@Path("libraries")
@Produces("application/json")
@SecurityRequirements
@RequestScoped
public class LibraryResource {
  @Inject Libraries libraries;

  @GET
  @Operation(
      operationId = "listLibraries",
      summary = "Libraries by domain",
      description = "The search is for a part of a domain.")
  public Listing<LibraryView> all(@BeanParam Paging paging) {
    return Listing.of(libraries.libraries(paging.request()), paging);
  }

  @GET
  @Path("{domain}")
  @Operation(operationId = "getLibrary", summary = "One library with its newest version")
  public LibraryView one(@PathParam("domain") String domain) {
    return libraries.library(domain);
  }

  @GET
  @Path("{domain}/versions")
  @Operation(
      operationId = "listLibraryVersions",
      summary = "Versions, newest first, with Merkle root and CID")
  public Listing<LibraryVersionView> versions(
      @PathParam("domain") String domain, @BeanParam Paging paging) {
    return Listing.of(libraries.versions(domain, paging.request()), paging);
  }

  @GET
  @Path("{domain}/versions/{number}")
  @Operation(operationId = "getLibraryVersion", summary = "One version of a library with its root")
  public LibraryVersionView version(
      @PathParam("domain") String domain, @PathParam("number") int number) {
    return libraries.version(domain, number);
  }

  @GET
  @Path("{domain}/versions/{number}/members")
  @Operation(
      operationId = "listLibraryMembers",
      summary = "Experiences of a version in the order of its snapshot tree")
  public Listing<ExperienceView> members(
      @PathParam("domain") String domain,
      @PathParam("number") int number,
      @BeanParam Paging paging) {
    return Listing.of(libraries.members(domain, number, paging.request()), paging);
  }

  /** The bytes never change, so whoever has them need not ask again. */
  @GET
  @Path("{domain}/versions/{number}/car")
  @Produces(Car.MEDIA_TYPE)
  @Operation(
      operationId = "getLibraryArchive",
      summary = "The whole version as an archive (CARv1) for IPFS",
      description =
          "Roots: a dag-cbor manifest that links to everything, and the version's record, whose"
              + " CID the log commits to. The same version always gives the same bytes.")
  public Response archive(
      @PathParam("domain") String domain,
      @PathParam("number") int number,
      @Context Request request) {
    VersionManifest manifest = libraries.manifest(domain, number);
    EntityTag tag = new EntityTag(manifest.block().cid().text());
    Response.ResponseBuilder known = request.evaluatePreconditions(tag);
    StreamingOutput file = new Spool(out -> libraries.archive(manifest, part -> write(out, part)));
    return (known == null ? Response.ok(file) : known)
        .tag(tag)
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + domain + "-v" + number + ".car\"")
        .build();
  }

  private static void write(OutputStream out, byte[] part) {
    try {
      out.write(part);
    } catch (IOException e) {
      throw new UncheckedIOException("The reader left", e);
    }
  }
}
