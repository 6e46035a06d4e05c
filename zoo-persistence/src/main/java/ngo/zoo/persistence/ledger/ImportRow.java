package ngo.zoo.persistence.ledger;

import java.util.Objects;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.ledger.transfer.RowOutcome;
import org.jspecify.annotations.Nullable;

/**
 * An experience of a file after the rules looked at it.
 *
 * @param reason why it does not simply go in; empty when it does
 * @param domain empty when it had none
 * @param text what it says or begins with
 * @param core null when it goes nowhere
 * @param vector null when it is to be computed
 */
public record ImportRow(
    long position,
    long line,
    RowOutcome outcome,
    String reason,
    String domain,
    String text,
    @Nullable ExperienceCore core,
    @Nullable StoredVector vector) {
  private static final int MOST_TEXT = 200;
  private static final int MOST_DOMAIN = 64;
  private static final int MOST_REASON = 1000;

  /** One that goes into its library, or to a person who looks at it. */
  public static ImportRow taken(
      long position,
      long line,
      String heldFor,
      ExperienceCore core,
      @Nullable StoredVector vector) {
    RowOutcome outcome = heldFor.isEmpty() ? RowOutcome.READY : RowOutcome.HELD;
    return new ImportRow(
        position, line, outcome, heldFor, core.domain(), core.text(), core, vector);
  }

  /** One that goes nowhere. What was sent is kept short and without what no column can hold. */
  public static ImportRow turnedDown(
      long position, long line, RowOutcome outcome, String reason, String domain, String text) {
    return new ImportRow(
        position,
        line,
        outcome,
        brief(reason, MOST_REASON),
        brief(domain, MOST_DOMAIN),
        brief(text, MOST_TEXT),
        null,
        null);
  }

  boolean pending() {
    return core != null;
  }

  ExperienceCore requiredCore() {
    return Objects.requireNonNull(core);
  }

  private static String brief(String text, int most) {
    StringBuilder brief = new StringBuilder();
    text.codePoints()
        .limit(most)
        .map(c -> Character.isISOControl(c) || isSurrogate(c) ? 0xFFFD : c)
        .forEach(brief::appendCodePoint);
    return brief.toString();
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
