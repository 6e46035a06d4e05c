package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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
  @Operation(summary = "All libraries")
  public Listing<LibraryView> all() {
    return Listing.whole(libraries.libraries());
  }

  @GET
  @Path("{domain}")
  public LibraryView one(@PathParam("domain") String domain) {
    return libraries.library(domain);
  }

  @GET
  @Path("{domain}/versions")
  @Operation(summary = "Versions, newest first, with Merkle root and CID")
  public Listing<LibraryVersionView> versions(
      @PathParam("domain") String domain, @BeanParam Paging paging) {
    return Listing.of(libraries.versions(domain, paging.request()), paging);
  }

  @GET
  @Path("{domain}/versions/{number}")
  public LibraryVersionView version(
      @PathParam("domain") String domain, @PathParam("number") int number) {
    return libraries.version(domain, number);
  }

  @GET
  @Path("{domain}/versions/{number}/members")
  @Operation(summary = "Experiences of a version in the order of its snapshot tree")
  public Listing<ExperienceView> members(
      @PathParam("domain") String domain,
      @PathParam("number") int number,
      @BeanParam Paging paging) {
    return Listing.of(libraries.members(domain, number, paging.request()), paging);
  }
}
