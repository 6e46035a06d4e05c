package ngo.zoo.routing.service;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import ngo.zoo.routing.BackendTerms;

/** The nodes an operator wants known from the start: a JSON array in a file. */
record NodesFile(List<Entry> entries) {
  /**
   * @param owner login of the member who owns it
   * @param publicKey empty for a backend that seals nothing
   */
  record Entry(
      String name,
      String role,
      String owner,
      String url,
      byte[] publicKey,
      int slots,
      BackendTerms backend) {
    private static Entry of(JsonObject json) {
      return new Entry(
          json.getString("name"),
          json.getString("role"),
          json.getString("owner"),
          json.getString("url"),
          Base64.getDecoder().decode(json.getString("public_key", "")),
          json.getInt("slots"),
          backend(json));
    }

    private static BackendTerms backend(JsonObject json) {
      JsonArray models =
          json.get("models") instanceof JsonArray array ? array : JsonValue.EMPTY_JSON_ARRAY;
      return new BackendTerms(
          json.getString("kind", BackendTerms.ZOO_KIND).toUpperCase(Locale.ROOT),
          models.getValuesAs(JsonString::getString),
          json.getInt("context_length", 0),
          json.getString("credential", ""));
    }
  }

  /**
   * @throws IOException when the file cannot be read
   * @throws RuntimeException when it is not what it should be
   */
  static NodesFile read(Path file) throws IOException {
    try (Reader text = Files.newBufferedReader(file);
        JsonReader json = Json.createReader(text)) {
      return new NodesFile(
          json.readArray().getValuesAs(JsonObject.class).stream().map(Entry::of).toList());
    }
  }
}
