package ngo.zoo.gpu.node.chat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Collectors;

/** OpenAI's list of messages, of which the model reads the last one of the user. */
final class Messages {

  private Messages() {}

  static String question(Fields fields) {
    List<Fields> messages = fields.objects("messages");
    return messages.reversed().stream()
        .filter(message -> message.text("role").equals("user"))
        .findFirst()
        .map(message -> content(message.value("content")))
        .orElseThrow(() -> Fields.wrong("messages", "must hold a message of the user"));
  }

  private static String content(JsonValue content) {
    if (content instanceof JsonString text) {
      return text.getString();
    }
    if (content instanceof JsonArray parts) {
      return parts.stream().map(Messages::part).collect(Collectors.joining("\n"));
    }
    throw Fields.wrong("content", "must be text");
  }

  private static String part(JsonValue part) {
    if (part instanceof JsonObject object
        && object.get("text") instanceof JsonString text
        && "text".equals(object.getString("type", ""))) {
      return text.getString();
    }
    throw Fields.wrong("content", "may only have parts of type text");
  }
}
