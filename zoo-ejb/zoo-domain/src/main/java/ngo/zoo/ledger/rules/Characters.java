package ngo.zoo.ledger.rules;

import java.util.Optional;

/**
 * Which characters texts of the ledger may hold. An allow-list by Unicode category: what a reader
 * cannot see (controls, zero-width, direction and tag characters, fillers, variation selectors)
 * could carry instructions to a model past the people who vote on the text.
 */
final class Characters {
  private static final int MOST_MARKS_IN_A_ROW = 3;

  private Characters() {}

  /** The first character that is not allowed, as {@code U+200B}; empty when all are. */
  static Optional<String> firstForbidden(String text, boolean lineBreaks) {
    int marks = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      marks = isMark(c) ? marks + 1 : 0;
      boolean fine = isAllowed(c) || (lineBreaks && c == '\n');
      if (!fine || marks > MOST_MARKS_IN_A_ROW) {
        return Optional.of(String.format("U+%04X", c));
      }
    }
    return Optional.empty();
  }

  private static boolean isAllowed(int c) {
    if (c == ' ') {
      return true;
    }
    return !looksBlank(c) && (isLetterOrNumber(c) || isMark(c) || isPunctuation(c) || isSymbol(c));
  }

  private static boolean isLetterOrNumber(int c) {
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isPunctuation(int c) {
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isSymbol(int c) {
    return switch (Character.getType(c)) {
      case Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL ->
          true;
      default -> false;
    };
  }

  /** Letters, marks and symbols by category that show nothing. */
  private static boolean looksBlank(int c) {
    return switch (c) {
      case 0x034F,
          0x115F,
          0x1160,
          0x17B4,
          0x17B5,
          0x2800,
          0x3164,
          0xFFA0,
          0xFFFC,
          0xFFFD,
          0x1D159 ->
          true;
      default ->
          (c >= 0x180B && c <= 0x180F)
              || (c >= 0xFE00 && c <= 0xFE0F)
              || (c >= 0xE0000 && c <= 0xE0FFF);
    };
  }
}
