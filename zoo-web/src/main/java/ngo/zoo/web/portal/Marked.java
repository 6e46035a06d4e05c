package ngo.zoo.web.portal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/** A text in parts, with those marked that gave a reason to hold it; pages escape each part. */
public final class Marked {
  /** A part of the text, in its order. */
  public record Part(String text, boolean marked) {}

  private Marked() {}

  /** The parts of {@code text}; every occurrence of each of {@code words} is marked. */
  public static List<Part> of(String text, Collection<String> words) {
    BitSet marked = new BitSet(text.length());
    for (String word : words) {
      for (int at = at(text, word, 0); at >= 0; at = at(text, word, at + 1)) {
        marked.set(at, at + word.length());
      }
    }
    List<Part> parts = new ArrayList<>();
    for (int from = 0, to; from < text.length(); from = to) {
      boolean on = marked.get(from);
      int end = on ? marked.nextClearBit(from) : marked.nextSetBit(from);
      to = end < 0 ? text.length() : Math.min(end, text.length());
      parts.add(new Part(text.substring(from, to), on));
    }
    return List.copyOf(parts);
  }

  private static int at(String text, String word, int from) {
    return word.isEmpty() ? -1 : text.indexOf(word, from);
  }
}
