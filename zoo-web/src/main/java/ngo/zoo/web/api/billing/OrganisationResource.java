package ngo.zoo.web.api.billing;

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
import java.util.UUID;
import ngo.zoo.billing.OrganisationRow;
import ngo.zoo.billing.ProjectView;
import ngo.zoo.billing.service.Organisations;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Paging;
import ngo.zoo.web.api.RequiredField;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Organisations and their projects; an organisation of others is not found. */
@Path("organisations")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class OrganisationResource {
  private static final String NEW_ORGANISATION =
      """
      {"name": "Birch Institute", "client_id": "birch"}
      """;
  private static final String NEW_PROJECT =
      """
      {"name": "Search"}
      """;

  @Inject CurrentCaller current;
  @Inject Organisations organisations;

  /**
   * An organisation to make.
   *
   * @param clientId its client of the realm
   */
  public record NewOrganisation(@Nullable String name, @Nullable String clientId) {}

  /** A person who is to act for an organisation. */
  public record NewMember(@Nullable String login) {}

  /** A project to make. */
  public record NewProject(@Nullable String name) {}

  @GET
  @Operation(
      operationId = "listOrganisations",
      summary = "The caller's organisation; all of them for staff, by name",
      description = "The search is for a name.")
  public Listing<OrganisationRow> all(@BeanParam Paging paging) {
    return Listing.part(organisations.list(current.get()), paging, OrganisationRow::name);
  }

  @POST
  @Operation(operationId = "registerOrganisation", summary = "Register an organisation (staff)")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = NewOrganisation.class),
              examples = @ExampleObject(name = "birch", value = NEW_ORGANISATION)))
  @APIResponse(responseCode = "201", description = "The organisation")
  @APIResponse(responseCode = "409", description = "Another organisation has this name")
  public Response register(NewOrganisation body) {
    UUID id =
        organisations.register(
            current.get(),
            RequiredField.of("name", body.name()),
            RequiredField.of("client_id", body.clientId()));
    return Response.created(URI.create("organisations/" + id))
        .entity(organisations.organisation(current.get(), id))
        .build();
  }

  @GET
  @Path("{organisation}")
  @Operation(operationId = "getOrganisation", summary = "One organisation with its balance")
  @APIResponse(responseCode = "404", description = "No such organisation of yours")
  public OrganisationRow one(@PathParam("organisation") UUID organisation) {
    return organisations.organisation(current.get(), organisation);
  }

  @POST
  @Path("{organisation}/members")
  @Operation(
      operationId = "addMember",
      summary = "Let a person act for the organisation (staff)",
      description =
          "A person acts for one organisation: whoever acted for another one does so no more. The"
              + " role partner comes from the realm.")
  public void join(@PathParam("organisation") UUID organisation, NewMember body) {
    organisations.join(current.get(), organisation, RequiredField.of("login", body.login()));
  }

  @GET
  @Path("{organisation}/projects")
  @Operation(
      operationId = "listProjects",
      summary = "Projects, oldest first",
      description = "The search is for a name.")
  public Listing<ProjectView> projects(
      @PathParam("organisation") UUID organisation, @BeanParam Paging paging) {
    return Listing.part(
        organisations.projects(current.get(), organisation), paging, ProjectView::name);
  }

  @GET
  @Path("{organisation}/projects/{project}")
  @Operation(operationId = "getProject", summary = "One project")
  @APIResponse(responseCode = "404", description = "No such project of yours")
  public ProjectView project(
      @PathParam("organisation") UUID organisation, @PathParam("project") UUID project) {
    return organisations.project(current.get(), organisation, project);
  }

  @POST
  @Path("{organisation}/projects")
  @Operation(operationId = "createProject", summary = "Make a project")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = NewProject.class),
              examples = @ExampleObject(name = "search", value = NEW_PROJECT)))
  @APIResponse(responseCode = "201", description = "The project")
  @APIResponse(responseCode = "409", description = "There is a project of this name")
  public Response addProject(@PathParam("organisation") UUID organisation, NewProject body) {
    String name = RequiredField.of("name", body.name());
    ProjectView made = organisations.addProject(current.get(), organisation, name);
    String at = "organisations/%s/projects/%s".formatted(organisation, made.id());
    return Response.created(URI.create(at)).entity(made).build();
  }
}
