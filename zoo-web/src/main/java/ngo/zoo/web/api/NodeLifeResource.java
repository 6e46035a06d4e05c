package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.UUID;
import ngo.zoo.routing.BenchmarkView;
import ngo.zoo.routing.NodeAction;
import ngo.zoo.routing.NodeChangeView;
import ngo.zoo.routing.NodeMinute;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.service.NodeLives;
import ngo.zoo.routing.service.Nodes;
import ngo.zoo.shared.Caller;
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

/** What is done with nodes, and what became of them. */
@Path("nodes")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class NodeLifeResource {
  private static final String WHY = "{\"reason\": \"The machine gets more memory today.\"}";

  @Inject CurrentCaller current;
  @Inject Nodes nodes;
  @Inject NodeLives lives;

  /**
   * Why it is done.
   *
   * @param reason for the node's history, which everybody reads; needed to retire, to eject and to
   *     ban
   */
  public record Why(@Nullable String reason) {}

  @GET
  @Path("{id}/history")
  @SecurityRequirements
  @Operation(
      operationId = "listNodeHistory",
      summary = "Every step of a node's life, with its reason and who or what caused it")
  @APIResponse(responseCode = "404", description = "node-not-found")
  public Listing<NodeChangeView> history(@PathParam("id") UUID id, @BeanParam Paging paging) {
    return Listing.of(lives.history(id, paging.request()), paging);
  }

  @GET
  @Path("{id}/benchmarks")
  @SecurityRequirements
  @Operation(
      operationId = "listNodeBenchmarks",
      summary = "How a node did each time it was measured, newest first",
      description =
          "Fresh questions of the operator's choosing, each answer sealed with the node's key; times"
              + " by the operator's clock.")
  @APIResponse(responseCode = "404", description = "node-not-found")
  public Listing<BenchmarkView> benchmarks(@PathParam("id") UUID id, @BeanParam Paging paging) {
    return Listing.of(lives.benchmarks(id, paging.request()), paging);
  }

  @GET
  @Path("{id}/load")
  @SecurityRequirements
  @Operation(operationId = "listNodeLoad", summary = "A node's requests minute by minute")
  @APIResponse(responseCode = "404", description = "node-not-found")
  public Listing<NodeMinute> load(
      @PathParam("id") UUID id,
      @Parameter(description = "How far back, ISO 8601, at most P7D")
          @QueryParam("back")
          @DefaultValue("PT1H")
          String back) {
    return Listing.whole(lives.load(id, period(back)));
  }

  private static Duration period(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  @POST
  @SignedByNode
  @Path("{id}/drain")
  @Operation(
      operationId = "drainNode",
      summary = "Give a node no new questions; running ones are finished (its owner or staff)",
      description = "Also by the node itself, with a signed call.")
  @RequestBody(
      content =
          @Content(
              examples = @ExampleObject(value = WHY),
              schema = @Schema(implementation = Why.class)))
  @APIResponse(responseCode = "200", description = "The node, draining or drained")
  @APIResponse(responseCode = "409", description = "node-state: it is out of service already")
  public NodeView drain(@PathParam("id") UUID id, @BeanParam SignedCall call, InputStream body)
      throws IOException {
    return act(id, call, body, NodeAction.DRAIN);
  }

  @POST
  @SignedByNode
  @Path("{id}/resume")
  @Operation(
      operationId = "resumeNode",
      summary =
          "Take a drained, retired or ejected node back, after a new benchmark (its owner or staff)",
      description = "A banned one only by staff. Also by the node itself, with a signed call.")
  @RequestBody(
      content =
          @Content(
              examples = @ExampleObject(value = WHY),
              schema = @Schema(implementation = Why.class)))
  @APIResponse(responseCode = "200", description = "The node, waiting for its admission")
  @APIResponse(responseCode = "409", description = "node-state: it is in service")
  public NodeView resume(@PathParam("id") UUID id, @BeanParam SignedCall call, InputStream body)
      throws IOException {
    return act(id, call, body, NodeAction.RESUME);
  }

  private NodeView act(UUID id, SignedCall call, InputStream body, NodeAction action)
      throws IOException {
    byte[] bytes = SignedCall.bytes(body);
    Caller caller = call.isSigned() ? call.caller(nodes, bytes) : current.get();
    boolean silent = new String(bytes, StandardCharsets.UTF_8).isBlank();
    return done(
        caller, id, action, silent ? new Why(null) : (Why) JsonBodies.read(Why.class, bytes));
  }

  private NodeView done(Caller caller, UUID id, NodeAction action, Why why) {
    String reason = why.reason();
    return NodeResource.published(
        lives.act(caller, id, action, reason == null ? "" : reason), current.optional());
  }

  @POST
  @Path("{id}/benchmark")
  @Operation(
      operationId = "benchmarkNode",
      summary = "Measure a node now (its owner or staff); who fails has to be admitted anew")
  @APIResponse(responseCode = "200", description = "The node with its newest benchmark")
  @APIResponse(
      responseCode = "409",
      description =
          "node-state: it is out of service; node-unreachable, already-measuring, node-busy: it was"
              + " not measured")
  public NodeView benchmark(@PathParam("id") UUID id) {
    return done(current.get(), id, NodeAction.BENCHMARK, new Why(null));
  }

  @POST
  @Path("{id}/weights")
  @Operation(
      operationId = "loadNodeWeights",
      summary = "Have a node load its weights anew, and measure it (its owner or staff)",
      description =
          "From the folder it was started with, after they were trained further or replaced. It"
              + " answers with the old ones until the new ones are whole.")
  @APIResponse(responseCode = "200", description = "The node with its newest benchmark")
  @APIResponse(
      responseCode = "409",
      description =
          "node-state: it is out of service; node-refuses: it cannot load them, in its words;"
              + " node-unreachable, already-measuring, node-busy")
  public NodeView loadWeights(@PathParam("id") UUID id) {
    return done(current.get(), id, NodeAction.LOAD, new Why(null));
  }

  @POST
  @Path("{id}/retire")
  @Operation(
      operationId = "retireNode",
      summary = "Take a node out of service for good (its owner or staff)",
      description =
          "It finishes what it works on, then leaves all lists and is neither probed nor heard any"
              + " more; its page and history stay. Its stake is withdrawn as always. Resuming it,"
              + " registering it again or starting it with a new code enrols it again.")
  @RequestBody(content = @Content(examples = @ExampleObject(value = WHY)))
  @APIResponse(responseCode = "200", description = "The node, retiring or retired")
  @APIResponse(responseCode = "400", description = "reason-missing")
  @APIResponse(responseCode = "409", description = "node-state: it is retired or banned")
  public NodeView retire(@PathParam("id") UUID id, Why why) {
    return done(current.get(), id, NodeAction.RETIRE, why);
  }

  @POST
  @Path("{id}/eject")
  @Operation(
      operationId = "ejectNode",
      summary = "Throw a node out until its owner has it admitted anew (staff)")
  @RequestBody(content = @Content(examples = @ExampleObject(value = WHY)))
  @APIResponse(responseCode = "200", description = "The node, ejected")
  @APIResponse(responseCode = "400", description = "reason-missing")
  public NodeView eject(@PathParam("id") UUID id, Why why) {
    return done(staff(), id, NodeAction.EJECT, why);
  }

  @POST
  @Path("{id}/ban")
  @Operation(operationId = "banNode", summary = "Throw a node out for good (staff)")
  @RequestBody(content = @Content(examples = @ExampleObject(value = WHY)))
  @APIResponse(responseCode = "200", description = "The node, banned; only staff lets it back")
  @APIResponse(responseCode = "400", description = "reason-missing")
  public NodeView ban(@PathParam("id") UUID id, Why why) {
    return done(staff(), id, NodeAction.BAN, why);
  }

  private Caller staff() {
    return current.get().require(Role.STAFF);
  }
}
