package ngo.zoo.web.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import ngo.zoo.shared.Refusal;

/**
 * Whether a JSON object has the form of a record, field by field, so that the one that has not is
 * named. JSON-B itself would cut 1.5 to 1, wrap what is too large and write a number into a text.
 * What is null or missing is judged by whoever reads the record, but no array holds null; names the
 * record does not have are passed over.
 */
final class JsonShape {
  private static final BigDecimal LEAST_INT = BigDecimal.valueOf(Integer.MIN_VALUE);
  private static final BigDecimal MOST_INT = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MOST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final String WHOLE = "a whole number";

  /** What a value must be, in words and as a test. */
  private record Form(String words, Predicate<JsonValue> fits) {}

  private static final Form BOOLEAN =
      new Form("true or false", value -> value == JsonValue.TRUE || value == JsonValue.FALSE);
  private static final Form INT = new Form(WHOLE, value -> isWhole(value, LEAST_INT, MOST_INT));
  private static final Form LONG = new Form(WHOLE, value -> isWhole(value, LEAST_LONG, MOST_LONG));
  private static final Form NUMBER = new Form("a number", JsonNumber.class::isInstance);

  private static final Map<Class<?>, Form> FORMS =
      Map.ofEntries(
          Map.entry(String.class, new Form("a text", JsonString.class::isInstance)),
          Map.entry(Boolean.class, BOOLEAN),
          Map.entry(boolean.class, BOOLEAN),
          Map.entry(Integer.class, INT),
          Map.entry(int.class, INT),
          Map.entry(Long.class, LONG),
          Map.entry(long.class, LONG),
          Map.entry(Double.class, NUMBER),
          Map.entry(double.class, NUMBER),
          Map.entry(UUID.class, new Form("an id, a UUID", value -> reads(UUID::fromString, value))),
          Map.entry(
              Instant.class,
              new Form(
                  "a time in UTC such as 2026-11-01T12:00:00Z",
                  value -> reads(Instant::parse, value))),
          Map.entry(
              LocalDate.class,
              new Form("a day such as 2026-11-01", value -> reads(LocalDate::parse, value))));

  private JsonShape() {}

  /**
   * @throws Refusal {@code field-unreadable}, {@code field-missing} naming the first field that
   *     does not fit
   */
  static void check(JsonObject json, Class<?> type) {
    check(json, type, "");
  }

  private static void check(JsonObject json, Class<?> type, String path) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = name(component);
      JsonValue value = json.getOrDefault(name, JsonValue.NULL);
      if (value != JsonValue.NULL) {
        value(value, component.getGenericType(), path + name);
      }
    }
  }

  private static void value(JsonValue value, Type type, String path) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      elements(value, list.getActualTypeArguments()[0], path);
    } else if (type instanceof Class<?> known && FORMS.containsKey(known)) {
      Form form = FORMS.get(known);
      require(form.fits().test(value), path, form.words());
    } else if (type instanceof Class<?> nested && nested.isRecord()) {
      require(value instanceof JsonObject, path, "an object");
      if (value instanceof JsonObject object) {
        check(object, nested, path + ".");
      }
    }
  }

  private static void elements(JsonValue value, Type element, String path) {
    require(value instanceof JsonArray, path, "an array");
    if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        String place = path + "[" + i + "]";
        if (array.get(i) == JsonValue.NULL) {
          throw Refusal.field("field-missing", place, place + " must not be null");
        }
        value(array.get(i), element, place);
      }
    }
  }

  private static void require(boolean fits, String path, String words) {
    if (!fits) {
      throw Refusal.field("field-unreadable", path, path + " must be " + words);
    }
  }

  /** As {@link JsonFormat} names it. */
  static String name(RecordComponent component) {
    return component.getName().replaceAll("(?=\\p{Upper})", "_").toLowerCase(Locale.ROOT);
  }

  /** Bounds first: 1e999999999 must not be written out. */
  private static boolean isWhole(JsonValue value, BigDecimal least, BigDecimal most) {
    if (!(value instanceof JsonNumber number)) {
      return false;
    }
    BigDecimal exact = number.bigDecimalValue();
    return exact.compareTo(least) >= 0
        && exact.compareTo(most) <= 0
        && exact.stripTrailingZeros().scale() <= 0;
  }

  private static boolean reads(Function<String, ?> reader, JsonValue value) {
    try {
      return value instanceof JsonString text && reader.apply(text.getString()) != null;
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      return false;
    }
  }
}
