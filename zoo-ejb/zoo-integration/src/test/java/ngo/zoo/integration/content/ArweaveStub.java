package ngo.zoo.integration.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A gateway that takes transactions, mines when told and serves what their bundles hold. */
final class ArweaveStub extends Stub {
  private static final int SIGNED = 2 + 512 + 512 + 1 + 1;

  final Map<String, JsonObject> waiting = new LinkedHashMap<>();
  final Map<String, JsonObject> mined = new LinkedHashMap<>();
  private final Map<String, byte[]> items = new HashMap<>();
  int sent;

  ArweaveStub() throws IOException {}

  void mine() {
    mined.putAll(waiting);
    waiting.values().forEach(this::unbundle);
    waiting.clear();
  }

  @Override
  Answer answer(String method, String path, byte[] body) {
    if (method.equals("POST")) {
      return take(new String(body, UTF_8));
    }
    if (path.equals("/tx_anchor")) {
      return text(200, Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[48]));
    }
    if (path.startsWith("/price/")) {
      return text(200, path.substring(7) + "000");
    }
    if (path.endsWith("/status")) {
      return status(path.split("/")[2]);
    }
    byte[] item = items.get(path.substring(1));
    return item == null ? text(404, "Not Found") : new Answer(200, item);
  }

  private Answer take(String json) {
    try (var reader = Json.createReader(new StringReader(json))) {
      JsonObject transaction = reader.readObject();
      waiting.put(transaction.getString("id"), transaction);
      sent++;
      return text(200, "OK");
    }
  }

  private Answer status(String id) {
    if (mined.containsKey(id)) {
      return text(200, "{\"block_height\":7,\"number_of_confirmations\":2}");
    }
    return waiting.containsKey(id) ? text(202, "Pending") : text(404, "Not Found");
  }

  private void unbundle(JsonObject transaction) {
    byte[] bundle = Base64.getUrlDecoder().decode(transaction.getString("data"));
    byte[] id = Arrays.copyOfRange(bundle, 64, 96);
    int tags =
        (int) ByteBuffer.wrap(bundle).order(ByteOrder.LITTLE_ENDIAN).getLong(96 + SIGNED + 8);
    items.put(
        Base64.getUrlEncoder().withoutPadding().encodeToString(id),
        Arrays.copyOfRange(bundle, 96 + SIGNED + 16 + tags, bundle.length));
  }

  private static Answer text(int status, String text) {
    return new Answer(status, text.getBytes(UTF_8));
  }
}
