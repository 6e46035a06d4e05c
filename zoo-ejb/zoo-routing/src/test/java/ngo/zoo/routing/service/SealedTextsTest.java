package ngo.zoo.routing.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.persistence.SecretBox;
import ngo.zoo.persistence.routing.Transcript;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.Exchange;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.junit.jupiter.api.Test;

class SealedTextsTest {
  private static final UUID ID = new UUID(7, 7);
  private static final Amount FEE = Amount.parse(Asset.KEEPER, "0.01");
  private static final Question FULL =
      new Question(
          "m",
          List.of(
              new Question.Message("user", "The sign shows ötter \ud83d\ude00"),
              new Question.Message("assistant", "", "{\"tool_calls\":[]}")),
          "keeper.signs",
          true,
          0.1,
          0.9,
          32,
          List.of("a", "b"),
          Long.MAX_VALUE,
          new QuestionOptions(
              2,
              true,
              3,
              "[{\"type\":\"function\"}]",
              "\"auto\"",
              "{\"type\":\"json_object\"}",
              4,
              "ab".repeat(32),
              3,
              VerificationMode.REDUNDANT,
              Strategy.AFFINITY,
              FEE,
              Set.of("petra-1"),
              Set.of("petra-2", "petra-3"),
              "s"));
  private static final Question SMALL =
      new Question(
          "m", List.of(new Question.Message("user", "x")), null, false, 0, 1, 1, List.of(), null);
  private static final Answer ANSWER =
      new Answer(
              ID,
              "Rotate",
              "stop",
              20,
              7,
              "m",
              "petra-1",
              "keeper.signs",
              2,
              "ab",
              List.of(new Answer.UsedExperience(ID, "When x, y.", 0.875)),
              List.of(new Answer.SkippedExperience(ID, "too long")),
              FEE,
              42)
          .with(
              List.of(
                  new Answer.Choice(0, "Rotate", "stop", "", "{\"content\":[]}"),
                  new Answer.Choice(1, "", "tool_calls", "[]", "")),
              "cafe",
              true);

  private final SealedTexts texts = new SealedTexts(new SecretBox(new byte[32]));

  @Test
  void whatIsOpenedIsWhatWasSealed() {
    for (Question question : List.of(FULL, SMALL)) {
      Exchange exchange =
          new Exchange(
              question, -5, List.of(new Exchange.GivenExperience(ID, "When x, y.")), ANSWER);
      Transcript transcript = texts.transcript(exchange, Instant.EPOCH);
      assertThat(transcript.queryId()).isEqualTo(ID);
      assertThat(texts.exchange(transcript)).isEqualTo(exchange);
      assertThat(new String(transcript.sealed(), StandardCharsets.ISO_8859_1))
          .doesNotContain("Rotate");
    }
  }

  @Test
  void aTextOfAnotherRowDoesNotOpen() {
    Transcript transcript =
        texts.transcript(new Exchange(SMALL, 1, List.of(), ANSWER), Instant.EPOCH);
    Transcript moved = new Transcript(new UUID(8, 8), transcript.sealed(), Instant.EPOCH);
    assertThatThrownBy(() -> texts.exchange(moved)).isInstanceOf(IllegalStateException.class);
  }
}
