package ngo.zoo.web.api.chat;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import ngo.zoo.ledger.service.Embedder;
import ngo.zoo.persistence.ledger.StoredVector;
import ngo.zoo.shared.Scope;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** OpenAI's embeddings, by the operator's own node: no fee, within the rate limit of questions. */
@Path("embeddings")
@Produces("application/json")
@RequestScoped
public class EmbeddingResource {
  private static final String REQUEST =
      """
      {"model": "bge-small-en-v1.5-q", "input": ["The sign shows otter: 4 0 7 2"],
       "encoding_format": "float"}
      """;

  @Inject CurrentCaller current;
  @Inject Embedder embedder;

  @POST
  @RateLimited
  @Consumes("application/json")
  @Operation(
      operationId = "createEmbedding",
      summary = "Vectors of texts",
      description =
          "Up to 32 texts of at most 510 tokens by the operator's own node, 384 dimensions, of"
              + " length 1. No fee; a request counts as one question against the rate limit. The"
              + " answer's model names weights and runtime: vectors of different ones never mix.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = OpenAiSchemas.Embedding.class),
              examples = @ExampleObject(name = "otter", value = REQUEST)))
  @APIResponse(
      responseCode = "200",
      description = "OpenAI's list of embeddings",
      content = @Content(mediaType = "application/json"))
  @APIResponse(responseCode = "400", description = "Not understood or not supported")
  @APIResponse(responseCode = "403", description = "The key lacks the scope chat:write")
  @APIResponse(responseCode = "404", description = "No such embedding model")
  @APIResponse(responseCode = "429", description = "Too many requests this hour")
  @APIResponse(responseCode = "503", description = "The operator's node does not answer now")
  public JsonObject embed(OpenAiBody body) {
    current.get().require(Scope.CHAT_WRITE);
    EmbeddingRequest request = EmbeddingRequest.of(body.json());
    List<StoredVector> vectors = request.texts().stream().map(embedder::embed).toList();
    JsonArrayBuilder data = Json.createArrayBuilder();
    for (int i = 0; i < vectors.size(); i++) {
      data.add(entry(i, vectors.get(i).values(), request.base64()));
    }
    return Json.createObjectBuilder()
        .add("object", "list")
        .add("data", data)
        .add("model", vectors.getFirst().embedderId())
        .add(
            "usage",
            Json.createObjectBuilder()
                .add("prompt_tokens", request.tokens())
                .add("total_tokens", request.tokens()))
        .build();
  }

  private static JsonObjectBuilder entry(int index, float[] vector, boolean base64) {
    JsonObjectBuilder entry =
        Json.createObjectBuilder().add("object", "embedding").add("index", index);
    return base64
        ? entry.add("embedding", Base64.getEncoder().encodeToString(bytes(vector)))
        : entry.add("embedding", numbers(vector));
  }

  private static JsonArrayBuilder numbers(float[] vector) {
    JsonArrayBuilder numbers = Json.createArrayBuilder();
    for (float x : vector) {
      numbers.add(x);
    }
    return numbers;
  }

  /** As OpenAI does: 32-bit floats, little-endian. */
  static byte[] bytes(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float x : vector) {
      bytes.putFloat(x);
    }
    return bytes.array();
  }
}
