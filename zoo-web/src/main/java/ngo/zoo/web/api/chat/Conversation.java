package ngo.zoo.web.api.chat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import ngo.zoo.routing.Question.Message;

/**
 * Reads OpenAI's messages. Tool calls and what answers them must fit each other: each call of an
 * assistant is answered by one message of the role tool before anybody else speaks.
 */
final class Conversation {
  private final List<Message> messages = new ArrayList<>();

  /** Calls nobody has answered yet. */
  private final Set<String> open = new LinkedHashSet<>();

  private Conversation() {}

  /**
   * @throws ngo.zoo.shared.Refusal {@code request-invalid} naming the message
   */
  static List<Message> of(RequestFields request) {
    if (!(request.value("messages") instanceof JsonArray array) || array.isEmpty()) {
      throw RequestFields.wrong("messages", "must be an array with at least one message");
    }
    Conversation conversation = new Conversation();
    for (int i = 0; i < array.size(); i++) {
      conversation.add(array.get(i), "messages[" + i + "]");
    }
    conversation.answered("messages");
    return conversation.messages;
  }

  private void add(JsonValue value, String at) {
    if (!(value instanceof JsonObject object)) {
      throw RequestFields.wrong(at, "must be an object with role and content");
    }
    RequestFields fields = new RequestFields(object, at + ".");
    String role = fields.text("role");
    if (!role.equals("tool")) {
      answered(at);
    }
    messages.add(
        switch (role) {
          case "system", "developer" -> new Message("system", content(fields), name(fields));
          case "user" -> new Message(role, content(fields), name(fields));
          case "assistant" -> assistant(fields);
          case "tool" -> tool(fields);
          default ->
              throw RequestFields.wrong(
                  at + ".role", "must be system, developer, user, assistant or tool");
        });
  }

  private void answered(String at) {
    if (!open.isEmpty()) {
      throw RequestFields.wrong(
          at, "must answer the tool calls before it first; these are not: " + open);
    }
  }

  private Message assistant(RequestFields fields) {
    if (fields.has("audio") || fields.has("function_call")) {
      String which = fields.has("audio") ? "audio" : "function_call";
      throw RequestFields.unsupported(fields.prefix() + which, "is not supported; leave it out");
    }
    JsonArray calls = fields.array("tool_calls", 128);
    if (calls == null) {
      String refused = fields.has("content") ? null : fields.optionalText("refusal");
      return new Message("assistant", refused == null ? content(fields) : refused, name(fields));
    }
    for (int i = 0; i < calls.size(); i++) {
      open.add(call(calls.get(i), fields.prefix() + "tool_calls[" + i + "]"));
    }
    JsonObjectBuilder more = Json.createObjectBuilder().add("tool_calls", calls);
    named(more, fields);
    String content = fields.has("content") ? content(fields) : "";
    return new Message("assistant", content, more.build().toString());
  }

  /** The call's id. */
  private static String call(JsonValue value, String at) {
    if (value instanceof JsonObject object) {
      RequestFields call = new RequestFields(object, at + ".");
      String id = call.text("id");
      RequestFields function = call.object("function");
      if ("function".equals(call.optionalText("type"))
          && !function.text("name").isEmpty()
          && function.optionalText("arguments") != null) {
        return id;
      }
    }
    throw RequestFields.wrong(
        at, "must have id, type \"function\" and function with name and arguments");
  }

  private Message tool(RequestFields fields) {
    String id = fields.text("tool_call_id");
    if (!open.remove(id)) {
      throw RequestFields.wrong(
          fields.prefix() + "tool_call_id", "must be one of the calls of the assistant before it");
    }
    String more = Json.createObjectBuilder().add("tool_call_id", id).build().toString();
    return new Message("tool", content(fields), more);
  }

  private static String name(RequestFields fields) {
    if (!fields.has("name")) {
      return "";
    }
    JsonObjectBuilder more = Json.createObjectBuilder();
    named(more, fields);
    return more.build().toString();
  }

  private static void named(JsonObjectBuilder more, RequestFields fields) {
    String name = fields.optionalText("name");
    if (name != null) {
      more.add("name", name);
    }
  }

  /** A string, or an array of parts of which we read text only. */
  private static String content(RequestFields fields) {
    String at = fields.prefix() + "content";
    JsonValue content = fields.value("content");
    if (content instanceof JsonString text) {
      return text.getString();
    }
    if (content instanceof JsonArray parts && !parts.isEmpty()) {
      return parts.stream().map(part -> part(part, at)).collect(Collectors.joining("\n"));
    }
    throw RequestFields.wrong(at, "must be a string or an array of text parts");
  }

  private static String part(JsonValue part, String at) {
    if (part instanceof JsonObject object
        && "text".equals(object.getString("type", null))
        && object.get("text") instanceof JsonString text) {
      return text.getString();
    }
    throw RequestFields.unsupported(at, "may have parts of type text only");
  }
}
