package ngo.zoo.gpu.ra.protocol;

/**
 * How many tokens a claim names, read without building anything of it: {@code
 * {"logprobs":[…],"tokens":[…]}} of whole numbers and nothing else (RFC 8785), as many of the one
 * as of the other (docs/node-protocol.md).
 */
final class ClaimedTokens {
  private static final String LOGPROBS = "{\"logprobs\":[";
  private static final String TOKENS = "],\"tokens\":[";
  private static final String END = "]}";
  private static final int MOST_DIGITS = 15;

  private ClaimedTokens() {}

  /** The number of tokens; −1 for what is no claim. */
  static int count(String claim) {
    int middle = claim.indexOf(TOKENS);
    if (middle < 0 || !claim.startsWith(LOGPROBS) || !claim.endsWith(END)) {
      return -1;
    }
    int tokens = numbers(claim, middle + TOKENS.length(), claim.length() - END.length());
    return tokens == numbers(claim, LOGPROBS.length(), middle) ? tokens : -1;
  }

  /** How many whole numbers separated by commas; −1 for anything else. */
  private static int numbers(String text, int from, int to) {
    int numbers = 0;
    for (int at = from; at < to; numbers++) {
      boolean apart = numbers == 0 || text.charAt(at) == ',';
      at = apart ? number(text, numbers == 0 ? at : at + 1, to) : -1;
      if (at < 0) {
        return -1;
      }
    }
    return numbers;
  }

  /** Where the number that begins here ends; −1 when none does that every reader takes. */
  private static int number(String text, int from, int to) {
    boolean negative = from < to && text.charAt(from) == '-';
    int first = negative ? from + 1 : from;
    int end = first;
    while (end < to && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    int digits = end - first;
    boolean zero = digits > 0 && text.charAt(first) == '0';
    boolean canonical = !zero || digits == 1 && !negative;
    return digits > 0 && digits <= MOST_DIGITS && canonical ? end : -1;
  }
}
