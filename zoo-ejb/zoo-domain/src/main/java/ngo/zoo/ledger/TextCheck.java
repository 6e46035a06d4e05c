package ngo.zoo.ledger;

import java.util.List;

/**
 * What the form rules say of a text.
 *
 * @param errors reasons it cannot be submitted
 * @param warnings what to change to reach "When …, …"; no refusal
 * @param holds why a person would look at it before its vote opens; no refusal either
 */
public record TextCheck(
    int words, List<String> errors, List<String> warnings, List<HoldReason> holds) {
  public TextCheck {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    holds = List.copyOf(holds);
  }
}
