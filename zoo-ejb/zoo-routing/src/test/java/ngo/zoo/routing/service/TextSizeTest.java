package ngo.zoo.routing.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ngo.zoo.routing.Question;
import org.junit.jupiter.api.Test;

class TextSizeTest {
  private static final String LONG = "x".repeat(100_000);

  @Test
  void messagesCountWithAllTheirMembers() {
    long plain = TextSize.of(question(new Question.Message("user", "x")));
    assertThat(TextSize.of(question(new Question.Message("user", LONG))) - plain).isEqualTo(99_999);
    assertThat(TextSize.of(question(new Question.Message("tool", "x", LONG))) - plain)
        .isEqualTo(100_000);
    assertThat(plain).as("a question without a text is not for nothing").isGreaterThan(100);
  }

  private static Question question(Question.Message message) {
    return new Question("m", List.of(message), null, false, 0, 1, 1, List.of(), 1L);
  }
}
