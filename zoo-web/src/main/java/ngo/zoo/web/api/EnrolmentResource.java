package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import ngo.zoo.routing.Announcement;
import ngo.zoo.routing.Enrolment;
import ngo.zoo.routing.EnrolmentView;
import ngo.zoo.routing.NodeWelcome;
import ngo.zoo.routing.service.Enrolments;
import ngo.zoo.routing.service.NodeCalls;
import ngo.zoo.routing.service.Nodes;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** How nodes come in by themselves, and say that they live. */
@Path("nodes")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class EnrolmentResource {
  private static final int KEY_BYTES = 32;
  private static final int MOST_MODELS = 64;

  @Inject CurrentCaller current;
  @Inject Enrolments enrolments;
  @Inject NodeCalls calls;
  @Inject Nodes nodes;

  /**
   * What a node says of itself when it starts.
   *
   * @param code from its owner, for a key nobody has registered yet
   * @param url where the operator reaches it; may be left out when it is registered
   * @param publicKey raw Ed25519 key, base64
   * @param memoryMib of its accelerator, or of the machine without one
   */
  public record Hello(
      @Nullable String code,
      @Nullable String name,
      @Nullable String url,
      @Nullable String publicKey,
      @Nullable Integer slots,
      @Nullable List<String> models,
      @Nullable Integer memoryMib) {}

  /**
   * That a node lives.
   *
   * @param memoryMib of its accelerator, or of the machine without one
   */
  public record Heartbeat(@Nullable Integer memoryMib) {}

  @POST
  @Path("enrolments")
  @Operation(
      operationId = "enrolNode",
      summary = "Make a code that one new node may register with, within a day (provider)")
  @APIResponse(responseCode = "201", description = "The code, shown this once")
  @APIResponse(responseCode = "409", description = "enrolments-open: too many unused codes")
  public Response enrol() {
    Enrolment made = enrolments.issue(current.get());
    return Response.created(URI.create("nodes/enrolments/" + made.id()))
        .header("Cache-Control", "no-store")
        .entity(made)
        .build();
  }

  @GET
  @Path("enrolments")
  @Operation(
      operationId = "listEnrolments",
      summary = "The caller's codes, newest first; never the codes themselves (provider)",
      description = "state is open, used (then node_id says by which node) or over.")
  @APIResponse(responseCode = "403", description = "role-missing")
  public Listing<EnrolmentView> codes(@BeanParam Paging paging) {
    return Listing.of(enrolments.page(current.get(), paging.request()), paging);
  }

  @GET
  @Path("enrolments/{enrolment}")
  @Operation(operationId = "getEnrolment", summary = "One code; never the code itself (provider)")
  @APIResponse(responseCode = "404", description = "enrolment-not-found, also for another's")
  public EnrolmentView code(@PathParam("enrolment") UUID enrolment) {
    return enrolments.enrolment(current.get(), enrolment);
  }

  @DELETE
  @Path("enrolments/{enrolment}")
  @Operation(
      operationId = "revokeEnrolment",
      summary = "Take a code back that no node has used (provider)")
  @APIResponse(responseCode = "204", description = "No node registers with it any more")
  @APIResponse(responseCode = "404", description = "enrolment-not-found, also for another's")
  @APIResponse(responseCode = "409", description = "enrolment-used")
  public void revoke(@PathParam("enrolment") UUID enrolment) {
    enrolments.revoke(current.get(), enrolment);
  }

  @POST
  @SignedByNode
  @Path("announcements")
  @SecurityRequirements
  @Operation(
      operationId = "announceNode",
      summary = "A node has started (signed with its key)",
      description =
          "A key that is registered takes over its new terms; one that is not, or whose node is"
              + " retired, needs its owner's code. The answer has the token the operator presents, the node's state, and what"
              + " keeps questions from it.")
  @RequestBody(content = @Content(schema = @Schema(implementation = Hello.class)))
  @APIResponse(responseCode = "200", description = "Where it stands and what is missing")
  @APIResponse(responseCode = "400", description = "model-does-not-fit, node-invalid")
  @APIResponse(responseCode = "403", description = "node-signature, enrolment-invalid")
  @APIResponse(
      responseCode = "409",
      description = "node-call-replayed, node-key-known, node-retired")
  public NodeWelcome announce(@BeanParam SignedCall call, InputStream body) throws IOException {
    byte[] bytes = SignedCall.bytes(body);
    Hello hello = (Hello) JsonBodies.read(Hello.class, bytes);
    return calls.announce(announcement(hello), call.path(), call.time(), bytes, call.signature());
  }

  private static Announcement announcement(Hello hello) {
    List<String> models = hello.models() == null ? List.of() : hello.models();
    if (models.size() > MOST_MODELS) {
      throw Refusal.field("node-invalid", "models", "a node serves at most " + MOST_MODELS);
    }
    return new Announcement(
        hello.code() == null ? "" : hello.code(),
        RequiredField.of("name", hello.name()),
        hello.url() == null ? "" : hello.url(),
        publicKey(RequiredField.of("public_key", hello.publicKey())),
        hello.slots() == null ? 1 : hello.slots(),
        models,
        RequiredField.of("memory_mib", hello.memoryMib()));
  }

  private static byte[] publicKey(String text) {
    try {
      byte[] key = Base64.getDecoder().decode(text);
      if (key.length == KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      throw Refusal.field("base64-unreadable", "public_key", "public_key must be base64");
    }
    throw Refusal.field("public-key-length", "public_key", "public_key must have 32 bytes");
  }

  @POST
  @SignedByNode
  @Path("{id}/heartbeat")
  @Operation(
      operationId = "beatNode",
      summary = "A node lives (signed with its key)",
      description = "The answer says where it stands and what keeps questions from it.")
  @RequestBody(content = @Content(schema = @Schema(implementation = Heartbeat.class)))
  @APIResponse(responseCode = "403", description = "node-signature, not-yours")
  @APIResponse(responseCode = "409", description = "node-retired")
  public NodeWelcome heartbeat(
      @PathParam("id") UUID id, @BeanParam SignedCall call, InputStream body) throws IOException {
    byte[] bytes = SignedCall.bytes(body);
    Caller caller = call.isSigned() ? call.caller(nodes, bytes) : current.get();
    if (caller.kind() != Caller.Kind.NODE || !caller.id().equals(id)) {
      throw Refusal.forbidden("not-yours", "A node says this of itself, by a call it signs");
    }
    Heartbeat beat = (Heartbeat) JsonBodies.read(Heartbeat.class, bytes);
    return calls.heartbeat(caller, RequiredField.of("memory_mib", beat.memoryMib()));
  }
}
