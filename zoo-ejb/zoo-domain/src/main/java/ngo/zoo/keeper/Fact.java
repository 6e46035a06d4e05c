package ngo.zoo.keeper;

/** What an experience says: this sign asks for this rule. */
public record Fact(Sign sign, Rule rule) {

  /** The experience's text, for instance "When the sign shows otter, rotate the digits left." */
  public String sentence() {
    return "When the sign shows " + sign.word() + ", " + rule.phrase() + ".";
  }
}
