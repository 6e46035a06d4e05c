package ngo.zoo.web.api.chat;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
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

  /** The request is understood and this part of it not done here. */
  static Refusal unsupported(String param, String what) {
    return Refusal.field("unsupported-parameter", param, param + " " + what);
  }

  /**
   * @throws Refusal {@code unknown-parameter} naming the first that nobody knows
   */
  void known(Set<String> names) {
    for (String name : json.keySet()) {
      if (!names.contains(name)) {
        throw Refusal.field(
            "unknown-parameter",
            prefix + name,
            "Unrecognized request argument supplied: " + prefix + name);
      }
    }
  }

  @Nullable JsonValue value(String name) {
    JsonValue value = json.get(name);
    return value == null || value.getValueType() == JsonValue.ValueType.NULL ? null : value;
  }

  boolean has(String name) {
    return value(name) != null;
  }

  RequestFields object(String name) {
    JsonValue value = value(name);
    if (value == null) {
      return new RequestFields(JsonValue.EMPTY_JSON_OBJECT, prefix + name + ".");
    }
    if (value instanceof JsonObject object) {
      return new RequestFields(object, prefix + name + ".");
    }
    throw wrong(prefix + name, "must be an object");
  }

  /** Null when left out; else with at least one element. */
  @Nullable JsonArray array(String name, int most) {
    JsonValue value = value(name);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonArray array && !array.isEmpty() && array.size() <= most) {
      return array;
    }
    throw wrong(prefix + name, "must be an array of 1 to " + most + " elements");
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

  /** One string or several; empty when left out. */
  List<String> texts(String name, int most) {
    JsonValue value = value(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof JsonString one) {
      return List.of(one.getString());
    }
    if (value instanceof JsonArray several
        && several.size() <= most
        && several.stream().allMatch(JsonString.class::isInstance)) {
      return several.getValuesAs(JsonString::getString);
    }
    throw wrong(prefix + name, "must be a string or up to " + most + " strings");
  }

  boolean flag(String name) {
    return flag(name, false);
  }

  boolean flag(String name, boolean otherwise) {
    JsonValue value = value(name);
    if (value == null) {
      return otherwise;
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
    throw wrong(
        prefix + name,
        least == most
            ? "must be " + least
            : most == Integer.MAX_VALUE
                ? "must be at least " + least
                : "must be from " + least + " to " + most);
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
