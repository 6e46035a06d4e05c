package ngo.zoo.keeper;

/** What a question asks: the digits to change and the sign that says how. */
public record Task(Sign sign, Digits digits) {

  /** The question's text, for instance "The sign shows otter: 4 0 7 2". */
  public String question() {
    return "The sign shows " + sign.word() + ": " + digits.text();
  }

  /** The answer that names the rule and does it, "Rotate the digits left: 0 7 2 4." */
  public String answer(Rule rule) {
    return rule.capitalised() + ": " + rule.apply(digits).text() + ".";
  }
}
