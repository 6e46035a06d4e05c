package ngo.zoo.web.api.chat;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import ngo.zoo.routing.QueryView;
import ngo.zoo.routing.service.ModelCards;
import ngo.zoo.routing.service.QueuedQueries;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.Scope;
import ngo.zoo.web.api.JsonBody;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Paging;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Questions whose answers are fetched later: for who cannot keep a connection open. */
@Path("queries")
@Produces("application/json")
@RequestScoped
public class QueryResource {
  private static final MediaType EVENTS = MediaType.valueOf("text/event-stream;charset=UTF-8");
  private static final String QUESTION =
      """
      {"model": "zoo-keeper-tiny",
       "messages": [{"role": "user", "content": "The sign shows otter: 4 0 7 2"}],
       "zoo": {"domain": "keeper.signs"}}
      """;
  private static final String QUERY =
      """
      {"id": "019a7f3e-5c1d-7a30-8f00-3b1f4d2c9e77", "status": "failed",
       "model": "zoo-keeper-tiny", "domain": "keeper.signs",
       "asked_at": "2026-11-21T09:00:00Z", "started_at": "2026-11-21T09:00:01Z",
       "ended_at": "2026-11-21T09:00:02Z", "expires_at": "2026-11-28T09:00:00Z",
       "reason": {"type": "https://zoo.ngo/problems/node-unavailable",
         "title": "Node unavailable", "status": 503, "code": "node-unavailable",
         "detail": "No node serving zoo-keeper-tiny is up at the moment."},
       "messages": [{"role": "user", "content": "The sign shows otter: 4 0 7 2"}]}
      """;

  @Inject CurrentCaller current;
  @Inject QueuedQueries queries;
  @Inject ModelCards models;

  @POST
  @RateLimited
  @Consumes("application/json")
  @Operation(
      operationId = "createQuery",
      summary = "Ask, and fetch the answer later",
      description =
          "The request of /v1/chat/completions without stream. At most 32 at a time are open for"
              + " one payer, and each counts against the rate limit of questions. Question and answer are kept encrypted for the retention period"
              + " (routing.transcript-retention, an hour at least) and then erased.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = OpenAiSchemas.Chat.class),
              examples = @ExampleObject(name = "otter", value = QUESTION)))
  @APIResponse(responseCode = "202", description = "It waits for its turn; Location is its address")
  @APIResponse(
      responseCode = "429",
      description = "Too many are open already, or were asked this hour")
  @APIResponse(responseCode = "503", description = "Too many of everybody's are waiting")
  public Response ask(JsonBody body) {
    Caller caller = current.get().require(Scope.CHAT_WRITE);
    ChatRequest request = ChatRequest.of(body.json(), models.card(ChatRequest.model(body.json())));
    if (request.stream()) {
      throw RequestFields.wrong("stream", "must be left out; follow the query's events instead");
    }
    QueryView query = queries.submit(caller, request.question());
    return Response.accepted(QueryJson.of(query))
        .location(URI.create("queries/" + query.id()))
        .build();
  }

  @GET
  @Operation(
      operationId = "listQueries",
      summary = "Queries of the caller or its organisation, newest first, without their texts",
      description = "The search is for a model, a domain or a status.")
  public Listing<JsonObject> page(@BeanParam Paging paging) {
    Page<QueryView> page = queries.page(reader(), paging.request());
    return Listing.of(page, paging).map(QueryJson::of);
  }

  @GET
  @Path("{id}")
  @Operation(
      operationId = "getQuery",
      summary = "One query: queued, running, done, failed or cancelled",
      description =
          "When it is done, answer is OpenAI's chat completion with its zoo block, and the id is"
              + " the receipt's too. When it failed or was cancelled, reason is a problem (RFC"
              + " 9457) and nothing was charged.")
  @APIResponse(
      responseCode = "200",
      description = "The query with its question and, when there is one, its answer",
      content =
          @Content(
              mediaType = "application/json",
              examples = @ExampleObject(name = "failed", value = QUERY)))
  public JsonObject one(@PathParam("id") UUID id) {
    return QueryJson.of(queries.one(reader(), id));
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "cancelQuery",
      summary = "Cancel a query",
      description =
          "One that waits is cancelled at once, one that runs as soon as its node is told; neither"
              + " is charged. One that has ended stays as it is.")
  public JsonObject cancel(@PathParam("id") UUID id) {
    return QueryJson.of(queries.cancel(current.get().require(Scope.CHAT_WRITE), id));
  }

  @GET
  @Path("{id}/events")
  @Produces("text/event-stream")
  @Operation(
      operationId = "followQuery",
      summary = "Follow a query",
      description =
          "Server-sent events: text with the next piece of the first choice, whose id is how many"
              + " characters there are by then, and in the end done, failed or cancelled with the"
              + " query. A client that comes back sends Last-Event-ID and gets what follows it;"
              + " after the end it is answered 204.")
  @APIResponse(
      responseCode = "200",
      description = "The events",
      content = @Content(mediaType = "text/event-stream"))
  @APIResponse(responseCode = "204", description = "The end was told before")
  public Response events(
      @PathParam("id") UUID id, @HeaderParam("Last-Event-ID") @Nullable String last) {
    Caller caller = reader();
    queries.one(caller, id);
    if (QueryEvents.END.equals(last)) {
      return Response.noContent().build();
    }
    QueryEvents events = new QueryEvents(queries, caller, id, QueryEvents.from(last));
    return Response.ok(events, EVENTS).header("X-Accel-Buffering", "no").build();
  }

  /** Keys that may ask may fetch, and so may those that read usage. */
  private Caller reader() {
    return reading(current.get());
  }

  /** As {@link #reader}. */
  static Caller reading(Caller caller) {
    Caller.Key key = caller.key();
    return key != null && key.scopes().contains(Scope.CHAT_WRITE)
        ? caller
        : caller.require(Scope.USAGE_READ);
  }
}
