package ngo.zoo.gpu.ra.protocol;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import ngo.zoo.gpu.LoadedModel;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;

/** A node's {@code /v1/models/load} (docs/node-protocol.md). */
final class LoadBody {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private LoadBody() {}

  static byte[] of(String model) {
    return JsonText.PROVIDER
        .createObjectBuilder()
        .add("model", model)
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  static LoadedModel read(String model, String body) throws WorkerException {
    try {
      JsonObject answer = JsonText.object(body);
      String sha256 = JsonText.text(answer, "sha256");
      if (!SHA256.matcher(sha256).matches() || !JsonText.text(answer, "id").equals(model)) {
        throw new IOException("names no weights of " + model);
      }
      return new LoadedModel(model, sha256, answer.getBoolean("changed", true));
    } catch (IOException e) {
      throw new WorkerException(
          Reason.UNAVAILABLE, "The node did not say what it has loaded: " + e.getMessage(), e);
    }
  }
}
