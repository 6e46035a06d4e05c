package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.Question.Message;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class QuestionRulesTest {
  private static final Message HELLO = new Message("user", "The sign shows otter: 4 0 7 2");

  @Test
  void theEdgesAreTaken() {
    assertThatCode(
            () -> {
              QuestionRules.check(question(List.of(HELLO), 0, 1, 1, List.of()));
              QuestionRules.check(question(many(64), 2, 0.001, 1024, List.of("a", "b", "c", "d")));
              QuestionRules.check(
                  question(List.of(new Message("user", "x".repeat(32768))), 0, 1, 1, List.of()));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void beyondTheEdgesTheFieldIsNamed() {
    refused("messages", question(List.of(), 0, 1, 1, List.of()));
    refused("messages", question(many(65), 0, 1, 1, List.of()));
    refused("messages", question(List.of(new Message("tool", "x")), 0, 1, 1, List.of()));
    refused(
        "messages", question(List.of(new Message("user", "é".repeat(16385))), 0, 1, 1, List.of()));
    refused("messages", question(List.of(new Message("user", "\ud800")), 0, 1, 1, List.of()));
    refused("max_tokens", question(List.of(HELLO), 0, 1, 0, List.of()));
    refused("max_tokens", question(List.of(HELLO), 0, 1, 1025, List.of()));
    refused("temperature", question(List.of(HELLO), 2.1, 1, 1, List.of()));
    refused("temperature", question(List.of(HELLO), Double.NaN, 1, 1, List.of()));
    refused("top_p", question(List.of(HELLO), 0, 0, 1, List.of()));
    refused("top_p", question(List.of(HELLO), 0, Double.NaN, 1, List.of()));
    refused("stop", question(List.of(HELLO), 0, 1, 1, List.of("")));
    refused("stop", question(List.of(HELLO), 0, 1, 1, List.of("1", "2", "3", "4", "5")));
  }

  @Test
  void experiencesAreLookedUpForTheLastThingTheUserSaid() {
    List<Message> messages =
        List.of(new Message("user", "first"), HELLO, new Message("assistant", "Rotate"));
    assertThat(QuestionRules.lastUserText(question(messages, 0, 1, 1, List.of())))
        .isEqualTo(HELLO.content());
    assertThatThrownBy(
            () ->
                QuestionRules.lastUserText(
                    question(List.of(new Message("system", "x")), 0, 1, 1, List.of())))
        .isInstanceOf(Refusal.class);
  }

  private static void refused(String field, Question question) {
    assertThatThrownBy(() -> QuestionRules.check(question))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("question-invalid");
              assertThat(refusal.fields()).containsOnlyKeys(field);
            });
  }

  private static List<Message> many(int count) {
    return Collections.nCopies(count, HELLO);
  }

  private static Question question(
      List<Message> messages, double temperature, double topP, int tokens, List<String> stop) {
    return new Question(
        "zoo-keeper-tiny", messages, null, true, temperature, topP, tokens, stop, null);
  }
}
