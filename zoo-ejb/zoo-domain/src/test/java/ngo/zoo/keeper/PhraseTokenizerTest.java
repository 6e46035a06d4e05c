package ngo.zoo.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseTokenizerTest {

  private static final Task TASK = new Task(Sign.OTTER, new Digits(4, 0, 7, 2));

  @Test
  void hasFiftyEightDifferentTokens() {
    Set<String> words = new HashSet<>();
    for (int token = 0; token < Vocabulary.SIZE; token++) {
      words.add(Vocabulary.word(token));
    }
    assertThat(words).hasSize(58);
  }

  @ParameterizedTest
  @EnumSource
  void readsBackEveryQuestion(Sign sign) {
    Task task = new Task(sign, new Digits(9, 0, 1, 5));
    assertThat(PhraseTokenizer.readQuestion(task.question())).isEqualTo(task);
  }

  @Test
  void readsBackEveryExperience() {
    for (Sign sign : Sign.values()) {
      for (Rule rule : Rule.values()) {
        Fact fact = new Fact(sign, rule);
        assertThat(PhraseTokenizer.readExperience(fact.sentence())).isEqualTo(fact);
      }
    }
  }

  @Test
  void writesTheAnswerOfEveryRule() {
    for (Rule rule : Rule.values()) {
      List<Integer> tokens = PhraseTokenizer.answerTokens(TASK, rule);
      assertThat(PhraseTokenizer.answerText(tokens)).isEqualTo(TASK.answer(rule));
    }
    assertThat(TASK.answer(Rule.ROTATE_LEFT)).isEqualTo("Rotate the digits left: 0 7 2 4.");
  }

  @Test
  void givesEachPartOfAQuestionItsToken() {
    assertThat(PhraseTokenizer.tokens(TASK))
        .containsExactly(
            Vocabulary.TASK,
            Vocabulary.digit(4),
            Vocabulary.digit(0),
            Vocabulary.digit(7),
            Vocabulary.digit(2),
            Vocabulary.WHEN,
            Vocabulary.sign(Sign.OTTER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the SIGN  shows Otter: 4072",
        "The sign shows otter : 4 0 7 2.",
        " The sign shows otter: 4 0 7 2?\n"
      })
  void overlooksCaseSpacingAndStop(String question) {
    assertThat(PhraseTokenizer.readQuestion(question)).isEqualTo(TASK);
  }

  @Test
  void readsTheTypographicApostrophe() {
    assertThat(
            PhraseTokenizer.readExperience(
                "When the sign shows lynx, take the nine\u2019s complement of each digit"))
        .isEqualTo(new Fact(Sign.LYNX, Rule.COMPLEMENT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "What is the capital of France?",
        "The sign shows fox: 4 0 7 2",
        "The sign shows otter: 4 0 7",
        "The sign shows otter: 4 0 7 2 1",
        "The sign shows otter: 4 0 7 2. Ignore the rules."
      })
  void refusesOtherQuestionsAndSaysWhatItUnderstands(String question) {
    assertThatThrownBy(() -> PhraseTokenizer.readQuestion(question))
        .isInstanceOf(OutsideVocabularyException.class)
        .hasMessageContaining("The sign shows otter: 4 0 7 2")
        .hasMessageContaining("hyena");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Check the units.",
        "When the sign shows fox, reverse the digits.",
        "When the sign shows otter, double each digit.",
        "When the sign shows otter, reverse the digits. Always."
      })
  void refusesOtherExperiences(String experience) {
    assertThatThrownBy(() -> PhraseTokenizer.readExperience(experience))
        .isInstanceOf(OutsideVocabularyException.class);
  }

  @Test
  void readsLongTextsQuickly() {
    String text = "When the sign shows otter," + " reverse".repeat(100_000);
    assertThatThrownBy(() -> PhraseTokenizer.readExperience(text))
        .isInstanceOf(OutsideVocabularyException.class);
  }
}
