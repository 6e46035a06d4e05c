package ngo.zoo.gpu.node.chat;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.UUID;
import ngo.zoo.gpu.node.http.ApiError;

/**
 * A JSON object's fields, read strictly: an absent or null one has its default, a wrong one is 400.
 */
public final class Fields {

  private final JsonObject json;

  /** The fields of this object. */
  public Fields(JsonObject json) {
    this.json = json;
  }

  /** What is thrown for a wrong field. */
  public static ApiError wrong(String name, String what) {
    return ApiError.invalid("invalid_field", name + " " + what);
  }

  boolean has(String name) {
    return value(name).getValueType() != JsonValue.ValueType.NULL;
  }

  /** The field's value; JSON null when absent. */
  public JsonValue value(String name) {
    return json.getOrDefault(name, JsonValue.NULL);
  }

  String text(String name) {
    if (value(name) instanceof JsonString text) {
      return text.getString();
    }
    throw wrong(name, "must be text");
  }

  /** One text or several. */
  public List<String> texts(String name, int most) {
    List<String> texts = has(name) ? oneOrMore(name) : List.of();
    if (texts.size() > most || texts.contains("")) {
      throw wrong(name, "must be at most " + most + " texts, none of them empty");
    }
    return texts;
  }

  private List<String> oneOrMore(String name) {
    return switch (value(name)) {
      case JsonString text -> List.of(text.getString());
      case JsonArray array -> array.stream().map(item -> itemText(name, item)).toList();
      default -> throw wrong(name, "must be text or a list of texts");
    };
  }

  boolean flag(String name) {
    return switch (value(name).getValueType()) {
      case TRUE -> true;
      case FALSE, NULL -> false;
      default -> throw wrong(name, "must be true or false");
    };
  }

  double number(String name, double absent, double least, double most) {
    if (!has(name)) {
      return absent;
    }
    if (value(name) instanceof JsonNumber number
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return number.doubleValue();
    }
    throw wrong(name, "must be a number of at most " + most + " and not below " + least);
  }

  long whole(String name) {
    try {
      if (value(name) instanceof JsonNumber number) {
        return number.longValueExact();
      }
    } catch (ArithmeticException e) {
      throw wrong(name, "must be a whole number of 64 bits");
    }
    throw wrong(name, "must be a whole number");
  }

  int integer(String name, int absent, int least, int most) {
    long value = has(name) ? whole(name) : absent;
    if (value < least || value > most) {
      throw wrong(name, "must be between " + least + " and " + most);
    }
    return (int) value;
  }

  UUID uuid(String name) {
    try {
      return UUID.fromString(text(name));
    } catch (IllegalArgumentException e) {
      throw wrong(name, "must be a UUID");
    }
  }

  Fields object(String name) {
    if (!has(name)) {
      return new Fields(JsonValue.EMPTY_JSON_OBJECT);
    }
    if (value(name) instanceof JsonObject object) {
      return new Fields(object);
    }
    throw wrong(name, "must be an object");
  }

  List<Fields> objects(String name) {
    if (!has(name)) {
      return List.of();
    }
    if (value(name) instanceof JsonArray array
        && array.stream().allMatch(JsonObject.class::isInstance)) {
      return array.getValuesAs(JsonObject.class).stream().map(Fields::new).toList();
    }
    throw wrong(name, "must be a list of objects");
  }

  private static String itemText(String name, JsonValue item) {
    if (item instanceof JsonString text) {
      return text.getString();
    }
    throw wrong(name, "must hold texts only");
  }
}
