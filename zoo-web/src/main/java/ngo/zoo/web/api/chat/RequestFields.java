package ngo.zoo.web.api.chat;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed fields of one object; null counts as left out.
 *
 * @param prefix of the object's path in the request, for messages
 */
record RequestFields(JsonObject json, String prefix) {
  static Refusal wrong(String param, String what) {
    return Refusal.field("request-invalid", param, param + " " + what);
  }

  @Nullable JsonValue value(String name) {
    JsonValue value = json.get(name);
    return value == null || value.getValueType() == JsonValue.ValueType.NULL ? null : value;
  }

  RequestFields object(String name) {
    JsonValue value = value(name);
    if (value == null) {
      return new RequestFields(JsonValue.EMPTY_JSON_OBJECT, name + ".");
    }
    if (value instanceof JsonObject object) {
      return new RequestFields(object, name + ".");
    }
    throw wrong(name, "must be an object");
  }

  String text(String name) {
    String text = optionalText(name);
    if (text == null || text.isBlank()) {
      throw wrong(prefix + name, "is missing");
    }
    return text;
  }

  @Nullable String optionalText(String name) {
    JsonValue value = value(name);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonString text) {
      return text.getString();
    }
    throw wrong(prefix + name, "must be a string");
  }

  boolean flag(String name) {
    JsonValue value = value(name);
    if (value == null) {
      return false;
    }
    return switch (value.getValueType()) {
      case TRUE -> true;
      case FALSE -> false;
      default -> throw wrong(prefix + name, "must be true or false");
    };
  }

  double decimal(String name, double otherwise, double least, double most) {
    JsonValue value = value(name);
    if (value == null) {
      return otherwise;
    }
    double number = value instanceof JsonNumber n ? n.doubleValue() : Double.NaN;
    if (number >= least && number <= most) {
      return number;
    }
    throw wrong(prefix + name, "must be a number from " + least + " to " + most);
  }

  int integer(String name, int otherwise, int least, int most) {
    Long value = optionalLong(name);
    if (value == null) {
      return otherwise;
    }
    if (value >= least && value <= most) {
      return value.intValue();
    }
    throw wrong(prefix + name, least == most ? "must be " + least : "must be at least " + least);
  }

  @Nullable Long optionalLong(String name) {
    JsonValue value = value(name);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonNumber number && number.isIntegral()) {
      try {
        return number.longValueExact();
      } catch (ArithmeticException e) {
        throw wrong(prefix + name, "is too large");
      }
    }
    throw wrong(prefix + name, "must be a whole number");
  }
}
