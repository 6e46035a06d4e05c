package ngo.zoo.ledger.files;

import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.ledger.transfer.FileVector;
import ngo.zoo.ledger.transfer.TransferRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object as an experience. Names it does not know are skipped, so that an export
 * with more in it imports as well; a name that stands twice is a fault, because readers differ in
 * which one they take.
 */
final class RecordParser {
  private static final int MOST_DIMENSIONS = 16_384;

  /** More than the rules allow, so that they say what is wrong. */
  private static final int MOST_EXAMPLES = 20;

  /** What is longer is not kept: a chunk of the file is in memory at a time. */
  private static final int MOST_CHARACTERS = 2000;

  private final JsonParser parser;
  private final long position;
  private final long line;
  private final Set<String> seen = new HashSet<>();
  private @Nullable String domain;
  private @Nullable String text;
  private @Nullable Integer confidence;
  private List<Example> examples = List.of();
  private @Nullable String author;
  private @Nullable String authorId;
  private @Nullable String embedderId;
  private @Nullable FileVector vector;
  private String fault = "";

  RecordParser(JsonParser parser, long position, long line) {
    this.parser = parser;
    this.position = position;
    this.line = line;
  }

  /** The parser stands behind the opening brace, and in the end behind the closing one. */
  TransferRecord object() {
    while (parser.next() == Event.KEY_NAME) {
      String name = parser.getString();
      if (!seen.add(name)) {
        fault("The file gives \"" + brief(name) + "\" twice.");
      }
      take(name, parser.next());
    }
    if (text == null) {
      fault("\"text\" is missing.");
    }
    return new TransferRecord(
        position,
        line,
        domain,
        text == null ? "" : text,
        confidence,
        examples,
        authorId == null ? author : authorId,
        vector == null ? null : new FileVector(embedderId, vector.values()),
        fault);
  }

  private void take(String name, Event value) {
    switch (name) {
      case "domain" -> domain = string(name, value);
      case "text" -> text = string(name, value);
      case "confidence_bp" -> confidence = whole(name, value);
      case "examples" -> examples = examples(value);
      case "author" -> author = string(name, value);
      case "author_id" -> authorId = string(name, value);
      case "embedder_id" -> embedderId = string(name, value);
      case "embedding" -> vector = vector(value);
      default -> skip(value);
    }
  }

  private @Nullable String string(String name, Event value) {
    if (value == Event.VALUE_STRING) {
      return bounded(name, parser.getString());
    }
    if (value != Event.VALUE_NULL) {
      fault("\"" + name + "\" must be a string.");
      skip(value);
    }
    return null;
  }

  private String bounded(String name, String value) {
    if (value.length() <= MOST_CHARACTERS) {
      return value;
    }
    fault("\"" + name + "\" is longer than " + MOST_CHARACTERS + " characters.");
    return value.substring(0, MOST_CHARACTERS);
  }

  private @Nullable Integer whole(String name, Event value) {
    if (value == Event.VALUE_NUMBER && parser.getString().matches("-?\\d{1,9}")) {
      return parser.getInt();
    }
    if (value != Event.VALUE_NULL) {
      fault("\"" + name + "\" must be a whole number.");
      skip(value);
    }
    return null;
  }

  private @Nullable FileVector vector(Event value) {
    if (value == Event.VALUE_NULL) {
      return null;
    }
    if (value != Event.START_ARRAY) {
      fault("\"embedding\" must be an array of numbers.");
      skip(value);
      return null;
    }
    float[] values = new float[512];
    int length = 0;
    for (Event item = parser.next(); item != Event.END_ARRAY; item = parser.next()) {
      if (length == values.length) {
        values = Arrays.copyOf(values, Math.min(length * 2, MOST_DIMENSIONS + 1));
      }
      if (length < values.length) {
        values[length++] = number(item);
      }
    }
    return new FileVector(null, Arrays.copyOf(values, length));
  }

  /** What is no number counts as not finite. */
  private float number(Event item) {
    if (item == Event.VALUE_NUMBER) {
      return Float.parseFloat(parser.getString());
    }
    skip(item);
    return Float.NaN;
  }

  private List<Example> examples(Event value) {
    if (value == Event.VALUE_NULL) {
      return List.of();
    }
    if (value != Event.START_ARRAY) {
      fault("\"examples\" must be an array of objects with input and output.");
      skip(value);
      return List.of();
    }
    List<Example> list = new ArrayList<>();
    for (Event item = parser.next(); item != Event.END_ARRAY; item = parser.next()) {
      Example example = example(item);
      if (example != null && list.size() < MOST_EXAMPLES) {
        list.add(example);
      }
    }
    return list;
  }

  private @Nullable Example example(Event value) {
    if (value != Event.START_OBJECT) {
      fault("\"examples\" must be an array of objects with input and output.");
      skip(value);
      return null;
    }
    String input = null;
    String output = null;
    while (parser.next() == Event.KEY_NAME) {
      String name = parser.getString();
      Event field = parser.next();
      switch (name) {
        case "input" -> input = string("input", field);
        case "output" -> output = string("output", field);
        default -> skip(field);
      }
    }
    if (input == null || output == null) {
      fault("Each example needs \"input\" and \"output\".");
      return null;
    }
    return new Example(input, output);
  }

  private void skip(Event value) {
    SkippedValue.of(parser, value);
  }

  private static String brief(String name) {
    return name.substring(0, Math.min(name.length(), 40));
  }

  private void fault(String what) {
    fault = fault.isEmpty() ? what : fault + " " + what;
  }
}
