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

  /** Whole numbers separated by commas; −1 for anything else. */
  private static int numbers(String text, int from, int to) {
    int numbers = 0;
    int digits = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        numbers += digits == 0 ? 1 : 0;
        digits++;
      } else if (c == ',' && digits > 0 && i + 1 < to) {
        digits = 0;
      } else if (c != '-' || digits > 0 || i > from && text.charAt(i - 1) != ',') {
        return -1;
      }
    }
    return from < to && digits == 0 ? -1 : numbers;
  }
}
