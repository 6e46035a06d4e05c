package ngo.zoo.ledger.rules;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A text as a reader would take it in: compatibility forms and accents undone (NFKD), lower case,
 * letters that look like Latin ones as these. Each character knows where in the text it came from,
 * so that what was found can be shown as it was written.
 */
final class Folded {
  private static final String LEET = "013457@$!|";
  private static final String MEANT = "oieastasil";

  private final String source;
  private final StringBuilder text = new StringBuilder();
  private int[] start;
  private int[] end;

  private Folded(String source, int capacity) {
    this.source = source;
    this.start = new int[capacity];
    this.end = new int[capacity];
  }

  static Folded of(String source) {
    Folded folded = new Folded(source, source.length() + 16);
    for (int i = 0, next; i < source.length(); i = next) {
      int c = source.codePointAt(i);
      next = i + Character.charCount(c);
      folded.addFolded(c, i, next);
    }
    return folded;
  }

  /** Of a word list: the same folding, letters only. */
  static String letters(String phrase) {
    return of(phrase).compact().text();
  }

  String text() {
    return text.toString();
  }

  /** What stands in the source for a part of the folded text. */
  String written(int from, int to) {
    return to <= from ? "" : source.substring(start[from], end[to - 1]);
  }

  /** Letters and digits, all else as one space. */
  Folded words() {
    Folded words = new Folded(source, text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isWordPart(c)) {
        words.add(c, start[i], end[i]);
      } else if (!words.text.isEmpty() && words.last() != ' ') {
        words.add(' ', start[i], end[i]);
      }
    }
    return words;
  }

  /** Letters only, without any space: spaced or hyphenated words read as one. */
  Folded compact() {
    return only(c -> Character.isLetter(c) || Character.isSurrogate((char) c));
  }

  /** Digits and signs beside letters as the letters they stand for: {@code 1gn0re}. */
  Folded unleeted() {
    Folded plain = only(c -> true);
    for (int i = 0; i < text.length(); i++) {
      int sign = LEET.indexOf(text.charAt(i));
      if (sign >= 0 && standsForLetter(i)) {
        plain.text.setCharAt(i, MEANT.charAt(sign));
      }
    }
    return plain;
  }

  private boolean standsForLetter(int i) {
    boolean before = i > 0 && Character.isLetter(text.charAt(i - 1));
    boolean after = i + 1 < text.length() && Character.isLetter(text.charAt(i + 1));
    return Character.isDigit(text.charAt(i)) ? before || after : before && after;
  }

  private Folded only(IntPredicate kept) {
    Folded part = new Folded(source, text.length());
    for (int i = 0; i < text.length(); i++) {
      if (kept.test(text.charAt(i))) {
        part.add(text.charAt(i), start[i], end[i]);
      }
    }
    return part;
  }

  private void addFolded(int c, int from, int to) {
    String plain = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD);
    plain
        .codePoints()
        .filter(part -> Character.getType(part) != Character.NON_SPACING_MARK)
        .map(part -> Lookalikes.latin(Character.toLowerCase(part)))
        .forEach(part -> Character.toString(part).chars().forEach(u -> add((char) u, from, to)));
  }

  private void add(char c, int from, int to) {
    if (text.length() == start.length) {
      start = Arrays.copyOf(start, start.length * 2 + 1);
      end = Arrays.copyOf(end, end.length * 2 + 1);
    }
    start[text.length()] = from;
    end[text.length()] = to;
    text.append(c);
  }

  private char last() {
    return text.charAt(text.length() - 1);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }
}
