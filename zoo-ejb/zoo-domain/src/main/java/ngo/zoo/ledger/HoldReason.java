package ngo.zoo.ledger;

/**
 * One reason to hold a submission.
 *
 * @param field of the submission: {@code text}, {@code examples[0].input}
 * @param words the part of it that gave the reason, as written, cut at {@link #MOST_CHARACTERS}
 */
public record HoldReason(HoldCode code, String field, String words) {
  public static final int MOST_CHARACTERS = 120;

  public HoldReason {
    if (words.length() > MOST_CHARACTERS) {
      int cut = Character.isHighSurrogate(words.charAt(MOST_CHARACTERS - 1)) ? 1 : 0;
      words = words.substring(0, MOST_CHARACTERS - cut);
    }
  }
}
