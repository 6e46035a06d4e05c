package ngo.zoo.gpu.ra.protocol;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import ngo.zoo.gpu.Embeddings;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;

/** OpenAI's embedding request and answer. */
final class EmbeddingBody {
  /** A node serves one embedder and answers with its full id, whatever it is asked for. */
  private static final String MODEL = "embeddings";

  private EmbeddingBody() {}

  static byte[] of(List<String> texts) {
    return JsonText.PROVIDER
        .createObjectBuilder()
        .add("model", MODEL)
        .add("input", JsonText.PROVIDER.createArrayBuilder(texts))
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  static Embeddings read(String body, int expected) throws WorkerException {
    try {
      JsonObject answer = JsonText.object(body);
      List<JsonObject> data = answer.getJsonArray("data").getValuesAs(JsonObject.class);
      float[][] vectors = new float[expected][];
      for (JsonObject one : data) {
        vectors[one.getInt("index")] = vector(one.getJsonArray("embedding"));
      }
      return new Embeddings(answer.getString("model"), List.of(vectors));
    } catch (IOException | RuntimeException e) {
      throw new WorkerException(Reason.UNAVAILABLE, "The node sent no " + expected + " vectors", e);
    }
  }

  private static float[] vector(JsonArray numbers) {
    float[] vector = new float[numbers.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) ((JsonNumber) numbers.get(i)).doubleValue();
    }
    return vector;
  }
}
