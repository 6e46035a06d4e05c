package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.rewards.service.Fees;
import ngo.zoo.routing.BackendTerms;
import ngo.zoo.routing.JudgementView;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.NodeTrackView;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.VerifierStanding;
import ngo.zoo.routing.rules.ModelFit;
import ngo.zoo.routing.service.Nodes;
import ngo.zoo.routing.service.Verifications;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** The nodes that answer questions. */
@Path("nodes")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class NodeResource {
  private static final int KEY_BYTES = 32;

  private static final String NODE =
      """
      {"id": "019a7f3e-4b00-7c11-9a00-5d2e6f708192", "name": "petra-1", "role": "provider",
       "owner_id": "019a7f3e-1111-7a30-8f00-3b1f4d2c9e77", "state": "healthy", "reason": "",
       "since": "2026-11-21T09:00:00Z", "models": ["zoo-keeper-tiny"], "slots": 2, "in_flight": 0,
       "succeeded": 128, "failed": 1, "mean_millis": 42,
       "earned": {"value": "0.512", "asset": "KEEPER"}, "kind": "zoo",
       "prices": [{"model": "zoo-keeper-tiny", "price": {"value": "0.008", "asset": "KEEPER"},
         "fee": {"value": "0.01", "asset": "KEEPER"}, "set": {"value": "0.008", "asset": "KEEPER"},
         "since": "2026-11-22T09:00:00Z"}]}
      """;
  private static final String REGISTRATION =
      """
      {"name": "petra-2", "url": "https://gpu.example.org:8443", "slots": 2,
       "public_key": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="}
      """;

  @Inject CurrentCaller current;
  @Inject Nodes nodes;
  @Inject Fees fees;
  @Inject Verifications verifications;

  /**
   * A node to register, or to update by its name.
   *
   * @param role {@code provider} (default) or {@code operator}
   * @param ownerId the caller when left out; another one only by staff
   * @param publicKey raw Ed25519 key, base64; none for kind {@code openai}
   * @param kind {@code zoo} (default), or {@code openai} for an OpenAI-compatible server: staff
   *     only
   * @param models what it serves, when it lists none itself
   * @param contextLength most tokens of prompt and answer together, when declared
   * @param credential name of a file in the operator's folder of secrets, never the secret
   * @param memoryMib what the node has for its models; with it, models that cannot fit are refused
   */
  public record Registration(
      @Nullable String name,
      @Nullable String role,
      @Nullable UUID ownerId,
      @Nullable String url,
      @Nullable String publicKey,
      @Nullable Integer slots,
      @Nullable String kind,
      @Nullable List<String> models,
      @Nullable Integer contextLength,
      @Nullable String credential,
      @Nullable Integer memoryMib) {

    private BackendTerms backend() {
      return new BackendTerms(
          kind == null ? BackendTerms.ZOO_KIND : kind.toUpperCase(Locale.ROOT),
          models == null ? List.of() : models,
          contextLength == null ? 0 : contextLength,
          credential == null ? "" : credential);
    }

    private String roleOr(String usual) {
      return role == null ? usual : role.toUpperCase(Locale.ROOT);
    }
  }

  @GET
  @SecurityRequirements
  @Operation(
      operationId = "listNodes",
      summary = "Nodes with their health, by name",
      description = "The search is for a name, an owner's id or a node's id.")
  @APIResponse(
      responseCode = "200",
      description = "Nodes",
      content =
          @Content(
              mediaType = "application/json",
              examples =
                  @ExampleObject(
                      name = "one",
                      value =
                          "{\"items\": [" + NODE + "], \"total\": 1, \"first\": 0, \"size\": 20}")))
  @APIResponse(responseCode = "400", description = "value-unknown")
  public Listing<NodeView> all(
      @Parameter(
              description = "healthy, degraded, retired …; all but the retired ones when left out")
          @QueryParam("state")
          @Nullable String state,
      @Parameter(description = "Only nodes that serve this model") @QueryParam("model")
          @Nullable String model,
      @BeanParam Paging paging) {
    NodeState wanted = Names.filter(NodeState.class, "state", state);
    List<NodeView> found =
        nodes.nodes().stream()
            .filter(
                node -> wanted == null ? node.state() != NodeState.RETIRED : node.state() == wanted)
            .filter(node -> model == null || model.isBlank() || node.models().contains(model))
            .map(node -> published(node, current.optional()))
            .toList();
    return Listing.part(
        found, paging, node -> node.name() + " " + node.ownerId() + " " + node.id());
  }

  @GET
  @Path("{id}")
  @SecurityRequirements
  @Operation(
      operationId = "getNode",
      summary = "One node with its health, models and figures",
      description = "Its address is for its owner and staff.")
  @APIResponse(
      responseCode = "200",
      description = "The node",
      content =
          @Content(
              schema = @Schema(implementation = NodeView.class),
              examples = @ExampleObject(name = "petra-1", value = NODE)))
  @APIResponse(responseCode = "404", description = "node-not-found")
  public NodeView one(@PathParam("id") UUID id) {
    return published(nodes.node(id), current.optional());
  }

  @POST
  @Operation(operationId = "registerNode", summary = "Register a node (provider or staff)")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Registration.class),
              examples = @ExampleObject(name = "a provider's", value = REGISTRATION)))
  @APIResponse(
      responseCode = "201",
      description = "The node as registered; Location is its address",
      content =
          @Content(
              schema = @Schema(implementation = NodeView.class),
              examples = @ExampleObject(name = "petra-1", value = NODE)))
  public Response register(Registration wanted) {
    Caller caller = current.get();
    BackendTerms backend = wanted.backend();
    if (wanted.memoryMib() != null) {
      ModelFit.check(backend.models(), wanted.memoryMib());
    }
    NodeView node =
        nodes.register(
            caller,
            RequiredField.of("name", wanted.name()),
            wanted.roleOr(backend.seals() ? "PROVIDER" : "OPERATOR"),
            owner(caller, wanted.ownerId()),
            RequiredField.of("url", wanted.url()),
            backend.seals()
                ? publicKey(RequiredField.of("public_key", wanted.publicKey()))
                : new byte[0],
            wanted.slots() == null ? 1 : wanted.slots(),
            backend);
    return Response.created(URI.create("nodes/" + node.id()))
        .entity(published(node, current.optional()))
        .build();
  }

  @GET
  @Path("{id}/verifications")
  @SecurityRequirements
  @Operation(
      operationId = "listNodeVerifications",
      summary = "How a node's checked answers were judged, newest first")
  @APIResponse(responseCode = "404", description = "node-not-found")
  public Listing<JudgementView> verifications(@PathParam("id") UUID id, @BeanParam Paging paging) {
    return Listing.of(verifications.judgements(id, paging.request()), paging);
  }

  @GET
  @Path("{id}/record")
  @SecurityRequirements
  @Operation(
      operationId = "getNodeRecord",
      summary = "A node's record by model, and what a false answer must be expected to cost it")
  @APIResponse(responseCode = "404", description = "node-not-found")
  public Listing<NodeTrackView> record(@PathParam("id") UUID id) {
    return Listing.whole(verifications.tracks(id));
  }

  @GET
  @Path("{id}/verifier")
  @SecurityRequirements
  @Operation(
      operationId = "getNodeVerifier",
      summary = "Whether a node may verify others' answers, and if not, why")
  @APIResponse(responseCode = "404", description = "node-not-found")
  public VerifierStanding verifier(@PathParam("id") UUID id) {
    return verifications.verifier(id);
  }

  /**
   * What the operator presents to a node.
   *
   * @param token bearer token to start the node with
   */
  public record Token(String token) {}

  @GET
  @Path("{id}/token")
  @Operation(
      operationId = "getNodeToken",
      summary = "The token a node is started with (its owner or staff)")
  public Token token(@PathParam("id") UUID id) {
    return new Token(nodes.token(current.get(), id));
  }

  @GET
  @Path("{id}/earnings")
  @Operation(
      operationId = "listNodeEarnings",
      summary = "What a node earned",
      description = "By its owner, by staff, or by the node itself with a signed call.")
  public EarningResource.Earnings earnings(
      @PathParam("id") UUID id,
      @HeaderParam("X-Zoo-Node") @Nullable UUID signer,
      @HeaderParam("X-Zoo-Time") @Nullable String time,
      @HeaderParam("X-Zoo-Signature") @Nullable String signature,
      @Context UriInfo uri,
      @BeanParam Paging paging) {
    if (signer != null && time != null && signature != null) {
      Caller node =
          nodes.authenticate(
              signer,
              "GET",
              uri.getRequestUri().getRawPath(),
              time,
              base64("X-Zoo-Signature", signature));
      requireOwn(node.id().equals(id));
    } else {
      Caller caller = current.get();
      requireOwn(caller.has(Role.STAFF) || nodes.node(id).ownerId().equals(caller.id()));
    }
    return EarningResource.Earnings.of(fees, id, paging);
  }

  private static void requireOwn(boolean own) {
    if (!own) {
      throw Refusal.forbidden("not-yours", "Only the node, its owner and staff see its earnings");
    }
  }

  private static UUID owner(Caller caller, @Nullable UUID wanted) {
    if (wanted == null || wanted.equals(caller.id())) {
      return caller.id();
    }
    caller.require(Role.STAFF);
    return wanted;
  }

  private static byte[] publicKey(String text) {
    byte[] key = base64("public_key", text);
    if (key.length != KEY_BYTES) {
      throw Refusal.field("public-key-length", "public_key", "public_key must have 32 bytes");
    }
    return key;
  }

  private static byte[] base64(String field, String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.field("base64-unreadable", field, field + " must be base64");
    }
  }

  /** Its address is for its owner and staff: it may lie inside the operator's network. */
  static NodeView published(NodeView n, Optional<Caller> seer) {
    boolean trusted =
        seer.filter(reader -> reader.has(Role.STAFF) || reader.id().equals(n.ownerId()))
            .isPresent();
    return new NodeView(
        n.id(),
        n.name(),
        Names.of(n.role()),
        n.ownerId(),
        trusted ? n.url() : null,
        n.publicKey(),
        n.state(),
        n.reason(),
        n.since(),
        n.models(),
        n.slots(),
        n.inFlight(),
        n.succeeded(),
        n.failed(),
        n.meanMillis(),
        n.earned(),
        Names.of(n.kind()),
        n.memoryMib(),
        n.heardAt(),
        n.prices(),
        n.benchmark());
  }
}
