package ngo.zoo.web.api.chat;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import ngo.zoo.routing.ModelCard;
import ngo.zoo.routing.service.ModelCards;
import ngo.zoo.shared.Scope;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Models some registered node serves and the embedder, in OpenAI's form and with their terms. */
@Path("models")
@Produces("application/json")
@RequestScoped
public class ModelResource {
  /** Seconds since 1970 of 2026-01-01: models carry no date of their own. */
  private static final long CREATED = 1_767_225_600;

  private static final String MODEL =
      """
      {"id": "zoo-keeper-tiny", "object": "model", "created": 1767225600, "owned_by": "zoo",
       "zoo": {"endpoints": ["chat.completions", "completions"],
         "fee": {"value": "0.01", "asset": "KEEPER"}, "context_length": 512,
         "max_output_tokens": 512, "supports": ["experiences", "logprobs"]}}
      """;

  @Inject CurrentCaller current;
  @Inject ModelCards models;

  @GET
  @Operation(operationId = "listModels", summary = "Models")
  public JsonObject all() {
    current.get().require(Scope.MODELS_READ);
    var data = Json.createArrayBuilder();
    models.cards().forEach(card -> data.add(model(card)));
    data.add(embedder());
    return Json.createObjectBuilder().add("object", "list").add("data", data).build();
  }

  @GET
  @Path("{id: .+}")
  @Operation(
      operationId = "retrieveModel",
      summary = "One model with its fee, its limits and what it supports")
  @APIResponse(
      responseCode = "200",
      description = "The model; context_length is left out where nobody declared it",
      content =
          @Content(
              mediaType = "application/json",
              examples = @ExampleObject(name = "keeper", value = MODEL)))
  @APIResponse(responseCode = "404", description = "No such model")
  public JsonObject one(@PathParam("id") String id) {
    current.get().require(Scope.MODELS_READ);
    return id.equals(EmbeddingRequest.MODEL) ? embedder().build() : model(models.card(id)).build();
  }

  private static JsonObjectBuilder model(ModelCard card) {
    var supports = Json.createArrayBuilder();
    card.features().stream().sorted().map(Names::of).forEach(supports::add);
    var zoo =
        Json.createObjectBuilder()
            .add("endpoints", Json.createArrayBuilder().add("chat.completions").add("completions"))
            .add(
                "fee",
                Json.createObjectBuilder()
                    .add("value", card.fee().decimal())
                    .add("asset", card.fee().asset().name()));
    if (card.contextLength() > 0) {
      zoo.add("context_length", card.contextLength());
    }
    zoo.add("max_output_tokens", card.maxOutputTokens()).add("supports", supports);
    return head(card.id()).add("zoo", zoo);
  }

  private static JsonObjectBuilder embedder() {
    return head(EmbeddingRequest.MODEL)
        .add(
            "zoo",
            Json.createObjectBuilder()
                .add("endpoints", Json.createArrayBuilder().add("embeddings"))
                .add("context_length", EmbeddingRequest.MOST_TOKENS)
                .add("dimensions", EmbeddingRequest.DIMENSIONS));
  }

  private static JsonObjectBuilder head(String id) {
    return Json.createObjectBuilder()
        .add("id", id)
        .add("object", "model")
        .add("created", CREATED)
        .add("owned_by", "zoo");
  }
}
