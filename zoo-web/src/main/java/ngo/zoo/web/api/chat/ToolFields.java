package ngo.zoo.web.api.chat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks the form of {@code tools}, {@code tool_choice} and {@code response_format}. */
record ToolFields(RequestFields fields) {
  private static final int MOST_TOOLS = 128;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Set<String> CHOICES = Set.of("none", "auto", "required");

  /** The array as it came, empty when left out. */
  String tools() {
    JsonArray tools = fields.array("tools", MOST_TOOLS);
    if (tools == null) {
      return "";
    }
    for (int i = 0; i < tools.size(); i++) {
      checkTool(tools.get(i), "tools[" + i + "]");
    }
    return tools.toString();
  }

  private static void checkTool(JsonValue value, String at) {
    if (!(value instanceof JsonObject object)) {
      throw RequestFields.wrong(at, "must be an object with type and function");
    }
    RequestFields tool = new RequestFields(object, at + ".");
    if (!tool.text("type").equals("function")) {
      throw RequestFields.unsupported(at + ".type", "must be \"function\"");
    }
    RequestFields function = tool.object("function");
    if (!NAME.matcher(function.text("name")).matches()) {
      throw RequestFields.wrong(at + ".function.name", "must have 1 to 64 letters, digits, _ or -");
    }
    function.optionalText("description");
    function.object("parameters");
    function.flag("strict");
  }

  /** As it came: a JSON string or object; empty when left out. */
  String choice() {
    JsonValue choice = fields.value("tool_choice");
    if (choice == null) {
      return "";
    }
    if (!fields.has("tools")) {
      throw RequestFields.wrong("tool_choice", "is only allowed when tools are specified");
    }
    if (choice instanceof JsonString word && CHOICES.contains(word.getString())) {
      return choice.toString();
    }
    if (choice instanceof JsonObject object && named().contains(chosen(object))) {
      return choice.toString();
    }
    throw RequestFields.wrong(
        "tool_choice", "must be none, auto, required, or a function that is among the tools");
  }

  private static String chosen(JsonObject choice) {
    RequestFields wanted = new RequestFields(choice, "tool_choice.");
    if (!wanted.text("type").equals("function")) {
      throw RequestFields.unsupported("tool_choice.type", "must be \"function\"");
    }
    return wanted.object("function").text("name");
  }

  private Set<String> named() {
    JsonArray tools = fields.array("tools", MOST_TOOLS);
    return tools == null
        ? Set.of()
        : tools.getValuesAs(JsonObject.class).stream()
            .map(tool -> tool.getJsonObject("function").getString("name"))
            .collect(Collectors.toSet());
  }

  /** As it came; empty for plain text. */
  String responseFormat() {
    RequestFields format = fields.object("response_format");
    if (!fields.has("response_format")) {
      return "";
    }
    return switch (format.text("type")) {
      case "text" -> "";
      case "json_object" -> format.json().toString();
      case "json_schema" -> {
        RequestFields schema = format.object("json_schema");
        if (!NAME.matcher(schema.text("name")).matches()) {
          throw RequestFields.wrong(
              "response_format.json_schema.name", "must have 1 to 64 letters, digits, _ or -");
        }
        schema.object("schema");
        yield format.json().toString();
      }
      default ->
          throw RequestFields.wrong(
              "response_format.type", "must be text, json_object or json_schema");
    };
  }
}
