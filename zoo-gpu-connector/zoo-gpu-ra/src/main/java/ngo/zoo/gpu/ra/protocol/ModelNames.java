package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The models a backend says it serves. Lists differ: OpenAI's {@code data} of objects with an id,
 * Ollama's {@code models} with a name, llama.cpp's with both, and a bare array.
 */
final class ModelNames {
  private static final int MOST = 256;
  private static final int LONGEST = 100;

  private final List<String> names = new ArrayList<>();
  private String owner = "";
  private int contextLength;

  private ModelNames() {}

  static ModelNames read(String body) throws IOException {
    ModelNames found = new ModelNames();
    JsonCursor json = new JsonCursor(body);
    if (json.peek() == '[') {
      found.list(json);
    } else {
      found.object(json);
    }
    return found;
  }

  /**
   * Names fit to be shown and stored.
   *
   * @throws IOException when there are too many
   */
  static List<String> checked(List<String> names) throws IOException {
    if (names.size() > MOST) {
      throw new IOException("names more than " + MOST + " models");
    }
    return names.stream()
        .filter(name -> !name.isBlank() && name.equals(JsonText.line(name, LONGEST)))
        .distinct()
        .toList();
  }

  List<String> names() throws IOException {
    return checked(names);
  }

  /** Who the server says owns its first model; empty when it does not say. */
  String owner() {
    return owner;
  }

  /** Most tokens the first model takes; 0 when the server does not say. */
  int contextLength() {
    return contextLength;
  }

  private void object(JsonCursor json) throws IOException {
    json.enterObject();
    for (String name = json.member(); name != null; name = json.member()) {
      boolean isList = (name.equals("data") || name.equals("models")) && json.peek() == '[';
      if (isList) {
        list(json);
      } else {
        json.skip();
      }
    }
  }

  private void list(JsonCursor json) throws IOException {
    json.enterArray();
    while (json.element()) {
      if (json.peek() == '"') {
        names.add(json.textOrEmpty());
      } else {
        model(json);
      }
    }
  }

  private void model(JsonCursor json) throws IOException {
    String id = "";
    String name = "";
    json.enterObject();
    for (String member = json.member(); member != null; member = json.member()) {
      switch (member) {
        case "id" -> id = json.textOrEmpty();
        case "name", "model" -> name = json.textOrEmpty();
        case "owned_by" -> owner = first(owner, json.textOrEmpty());
        case "max_model_len" -> length(json);
        case "meta" -> meta(json);
        default -> json.skip();
      }
    }
    names.add(first(id, name));
  }

  private void meta(JsonCursor json) throws IOException {
    if (json.peek() != '{') {
      json.skip();
      return;
    }
    json.enterObject();
    for (String member = json.member(); member != null; member = json.member()) {
      if (member.equals("n_ctx_train") || member.equals("n_ctx")) {
        length(json);
      } else {
        json.skip();
      }
    }
  }

  private void length(JsonCursor json) throws IOException {
    long length = json.wholeOrMinusOne();
    if (contextLength == 0 && length > 0) {
      contextLength = (int) Math.min(length, Integer.MAX_VALUE);
    }
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }
}
