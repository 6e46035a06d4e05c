package ngo.zoo.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ngo.zoo.ledger.HoldCode;
import ngo.zoo.ledger.HoldReason;
import ngo.zoo.ledger.TextCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
  private static final int WORDS = 32;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "When the sign shows otter, rotate the digits left.",
        "When solving quadratics, check the discriminant (b²−4ac) first; if < 0, say \"none\".",
        "When ein Ärger über naïve Größen droht, prüfe zuerst 3 ≤ x ≤ 5 🙂."
      })
  void aSentenceInFormPasses(String text) {
    TextCheck check = TextRules.check(text, WORDS);

    assertThat(check.errors()).isEmpty();
    assertThat(check.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "When a\u200Bb, do c.",
        "When a\u202Eb, do c.",
        "When a\u2066b, do c.",
        "When a\uDB40\uDC41b, do c.",
        "When a\uFE0Fb, do c.",
        "When a\u0007b, do c.",
        "When a\nb, do c.",
        "When a\u00A0b, do c.",
        "When a\u3164b, do c.",
        "When a\uD834\uDD59b, do c.",
        "When a\uE000b, do c.",
        "When a\uFEFFb, do c.",
        "When z\u0301\u0302\u0303\u0304\u0305, do c.",
        "When \uD83Da, do c."
      })
  void whatAReaderCannotSeeIsAnError(String text) {
    assertThat(TextRules.check(text, WORDS).errors())
        .singleElement()
        .satisfies(e -> assertThat(e).contains("Remove the character U+"));
  }

  @Test
  void whatAPersonShouldSeeIsNoErrorAndIsToldBeforehand() {
    TextCheck check = TextRules.check("When lost, see https://example.org.", WORDS);

    assertThat(check.errors()).isEmpty();
    assertThat(check.holds())
        .containsExactly(new HoldReason(HoldCode.LINK, "text", "https://example.org."));
  }

  @Test
  void theLimitOfWordsIsInclusive() {
    String limit = "When a b c, do it.";

    assertThat(TextRules.check(limit, 6).errors()).isEmpty();
    assertThat(TextRules.check(limit, 5).errors())
        .containsExactly("Use at most 5 words; these are 6.");
    assertThat(TextRules.check(limit, 5).words()).isEqualTo(6);
  }

  @Test
  void textWithoutSpacesIsBoundedToo() {
    assertThat(TextRules.check("字".repeat(401), WORDS).errors())
        .containsExactly("Use at most 400 characters.");
  }

  @Test
  void nothingIsNoExperience() {
    assertThat(TextRules.check("  ", WORDS).errors()).hasSize(1);
    assertThat(TextRules.check("…!?", WORDS).warnings()).isNotNull();
  }

  @Test
  void aNearMissOfTheFormIsToldWhatToChange() {
    assertThat(TextRules.check("Rotate the digits left for otter.", WORDS).warnings()).hasSize(2);
    assertThat(TextRules.check("For otter, rotate left.", WORDS).warnings())
        .containsExactly("Start with \"When\" and the situation the experience is for.");
    assertThat(TextRules.check("When otter shows rotate left.", WORDS).warnings())
        .singleElement()
        .satisfies(w -> assertThat(w).contains("comma"));
    assertThat(TextRules.check("When otter shows,", WORDS).warnings()).hasSize(1);
  }

  @Test
  void whatIsStoredIsNfcWithSingleSpaces() {
    assertThat(TextRules.normalise(" When  cafe\u0301,  rest. ")).isEqualTo("When café, rest.");
  }

  @Test
  void examplesMayHaveLinesButNothingHidden() {
    assertThat(TextRules.checkExample("a\nb")).isEmpty();
    assertThat(TextRules.checkExample("a\u200Bb")).hasSize(1);
    assertThat(TextRules.checkExample(" ")).hasSize(1);
    assertThat(TextRules.checkExample(null)).hasSize(1);
    assertThat(TextRules.checkExample("x".repeat(401))).hasSize(1);
  }
}
