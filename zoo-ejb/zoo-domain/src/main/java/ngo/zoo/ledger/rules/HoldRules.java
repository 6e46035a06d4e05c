package ngo.zoo.ledger.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import ngo.zoo.ledger.HoldCode;
import ngo.zoo.ledger.HoldReason;

/**
 * What of a text a person should look at before anybody votes on it and any model reads it. Nothing
 * here refuses: a rule that is wrong costs its author a wait, not the experience. The rules see a
 * folded form, so that capitals, widths, accents, letters of other scripts and spacing hide
 * nothing.
 */
public final class HoldRules {
  private static final int MOST_REASONS = 20;

  private HoldRules() {}

  /**
   * @param field name of the field the text stands in
   * @param text of bounded length: at most a few hundred characters
   */
  public static List<HoldReason> of(String field, String text) {
    Folded folded = Folded.of(text);
    Set<HoldReason> reasons = new LinkedHashSet<>();
    taker(reasons, HoldCode.LINK, field, folded).accept(Links.links(folded));
    taker(reasons, HoldCode.EMAIL, field, folded).accept(Links.emails(folded));
    taker(reasons, HoldCode.CODE, field, folded).accept(Markers.code(folded));
    taker(reasons, HoldCode.MARKUP, field, folded).accept(Markers.markup(folded));
    taker(reasons, HoldCode.ROLE_MARKER, field, folded).accept(Markers.roles(folded));
    taker(reasons, HoldCode.ENCODED, field, folded).accept(Markers.encoded(folded));
    Lookalikes.in(text).forEach(w -> reasons.add(new HoldReason(HoldCode.LOOKALIKE, field, w)));
    Directives.instructions(folded)
        .forEach(f -> reasons.add(new HoldReason(HoldCode.INSTRUCTION, field, f.written())));
    Directives.credentials(folded)
        .forEach(f -> reasons.add(new HoldReason(HoldCode.CREDENTIALS, field, f.written())));
    return outermost(reasons);
  }

  private static Consumer<List<MatchResult>> taker(
      Set<HoldReason> reasons, HoldCode code, String field, Folded folded) {
    return matches ->
        matches.forEach(
            m -> reasons.add(new HoldReason(code, field, written(folded, m.start(), m.end()))));
  }

  private static String written(Folded folded, int from, int to) {
    return folded.written(from, to).strip();
  }

  /** Of reasons of one kind that lie in each other, the one with the most words. */
  private static List<HoldReason> outermost(Set<HoldReason> reasons) {
    List<HoldReason> kept = new ArrayList<>();
    for (HoldReason one : reasons) {
      boolean inAnother =
          reasons.stream()
              .anyMatch(
                  other ->
                      other != one
                          && other.code() == one.code()
                          && other.words().length() > one.words().length()
                          && other.words().contains(one.words()));
      if (!inAnother && kept.size() < MOST_REASONS) {
        kept.add(one);
      }
    }
    return List.copyOf(kept);
  }
}
