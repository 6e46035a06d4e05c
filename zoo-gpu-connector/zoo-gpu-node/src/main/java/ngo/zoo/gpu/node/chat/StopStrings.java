package ngo.zoo.gpu.node.chat;

import java.util.List;

/**
 * Cuts a growing text before the first stop string. Holds back an ending that might be the
 * beginning of a stop string, so that nothing is streamed that would have to be taken back.
 */
final class StopStrings {

  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private boolean met;

  StopStrings(List<String> stops) {
    this.stops = List.copyOf(stops);
  }

  /** Whether a stop string has been met. */
  boolean met() {
    return met;
  }

  /** Takes a piece and returns what may go out. */
  String take(String piece) {
    held.append(piece);
    int cut = stops.stream().mapToInt(held::indexOf).filter(at -> at >= 0).min().orElse(-1);
    met = cut >= 0;
    return release(met ? cut : held.length() - possibleBeginning());
  }

  /** What was held back, once no more pieces come. */
  String rest() {
    return met ? "" : release(held.length());
  }

  private String release(int length) {
    String out = held.substring(0, length);
    held.delete(0, length);
    return out;
  }

  private int possibleBeginning() {
    String text = held.toString();
    int longest = 0;
    for (String stop : stops) {
      for (int length = Math.min(stop.length() - 1, text.length()); length > longest; length--) {
        if (text.endsWith(stop.substring(0, length))) {
          longest = length;
        }
      }
    }
    return longest;
  }
}
