package ngo.zoo.ledger.files;

import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;

/**
 * Passes over a value nobody asked for. {@link JsonParser#skipObject} and {@code skipArray} of
 * Parsson 1.1 never come back when the document ends within the value; {@link JsonParser#next}
 * refuses it.
 */
final class SkippedValue {
  private static final int DEEPEST = 200;

  private SkippedValue() {}

  /**
   * @param begin where the parser stands
   * @throws JsonException when the document breaks off or is nested too deeply
   */
  static void of(JsonParser parser, Event begin) {
    int open = depth(begin);
    while (open > 0) {
      open += depth(parser.next());
      if (open > DEEPEST) {
        throw new JsonException("nested too deeply");
      }
    }
  }

  private static int depth(Event event) {
    return switch (event) {
      case START_OBJECT, START_ARRAY -> 1;
      case END_OBJECT, END_ARRAY -> -1;
      default -> 0;
    };
  }
}
