package ngo.zoo.integration.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A gateway that takes transactions with their data or chunk by chunk, mines when told and serves
 * what their bundles hold.
 */
final class ArweaveStub extends Stub {
  private static final int SIGNED = 2 + 512 + 512 + 1 + 1;

  final Map<String, JsonObject> waiting = new LinkedHashMap<>();
  final Map<String, JsonObject> mined = new LinkedHashMap<>();
  private final Map<String, byte[]> items = new HashMap<>();
  private final Map<String, NavigableMap<Long, byte[]>> chunks = new HashMap<>();
  int sent;

  /** Places of the chunks in the order in which they came. */
  final List<Long> places = new ArrayList<>();

  /** From then on it takes no more chunks. */
  int mostChunks = Integer.MAX_VALUE;

  ArweaveStub() throws IOException {}

  void mine() {
    mined.putAll(waiting);
    waiting.clear();
    mined.values().forEach(this::unbundle);
  }

  @Override
  Answer answer(String method, String path, byte[] body) {
    if (method.equals("POST")) {
      JsonObject json = json(body);
      return path.equals("/chunk") ? takeChunk(json) : take(json);
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

  private Answer take(JsonObject transaction) {
    waiting.put(transaction.getString("id"), transaction);
    sent++;
    return text(200, "OK");
  }

  private Answer takeChunk(JsonObject chunk) {
    if (places.size() >= mostChunks) {
      return text(503, "Busy");
    }
    long place = Long.parseLong(chunk.getString("offset"));
    places.add(place);
    chunks
        .computeIfAbsent(chunk.getString("data_root"), root -> new TreeMap<>())
        .put(place, Base64.getUrlDecoder().decode(chunk.getString("chunk")));
    return text(200, "{}");
  }

  private static JsonObject json(byte[] body) {
    try (var reader = Json.createReader(new StringReader(new String(body, UTF_8)))) {
      return reader.readObject();
    }
  }

  /** What has come of the data. */
  private byte[] data(JsonObject transaction) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(Base64.getUrlDecoder().decode(transaction.getString("data", "")));
    chunks
        .getOrDefault(transaction.getString("data_root"), new TreeMap<>())
        .values()
        .forEach(data::writeBytes);
    return data.toByteArray();
  }

  /** Forgets a chunk. */
  void lose(long place) {
    chunks.values().forEach(all -> all.remove(place));
  }

  private Answer status(String id) {
    if (mined.containsKey(id)) {
      return text(200, "{\"block_height\":7,\"number_of_confirmations\":2}");
    }
    return waiting.containsKey(id) ? text(202, "Pending") : text(404, "Not Found");
  }

  private void unbundle(JsonObject transaction) {
    byte[] bundle = data(transaction);
    if (bundle.length != Integer.parseInt(transaction.getString("data_size"))) {
      return;
    }
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
