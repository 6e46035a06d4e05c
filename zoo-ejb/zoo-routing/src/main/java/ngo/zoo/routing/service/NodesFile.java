package ngo.zoo.routing.service;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** The nodes an operator wants known from the start: a JSON array in a file. */
record NodesFile(List<Entry> entries) {
  /**
   * @param owner login of the member who owns it
   */
  record Entry(String name, String role, String owner, String url, byte[] publicKey, int slots) {
    private static Entry of(JsonObject json) {
      return new Entry(
          json.getString("name"),
          json.getString("role"),
          json.getString("owner"),
          json.getString("url"),
          Base64.getDecoder().decode(json.getString("public_key")),
          json.getInt("slots"));
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
