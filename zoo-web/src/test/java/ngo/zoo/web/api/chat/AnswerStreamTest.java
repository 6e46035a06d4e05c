package ngo.zoo.web.api.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.AnswerListener;
import ngo.zoo.routing.AnswerListener.Delta;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class AnswerStreamTest {
  private static final UUID EXPERIENCE = new UUID(7, 7);
  private static final Answer ANSWER =
      new Answer(
          new UUID(1, 1),
          "a \"b\"\nc",
          "stop",
          20,
          7,
          "m",
          "petra-1",
          "keeper.signs",
          2,
          "ab",
          List.of(new Answer.UsedExperience(EXPERIENCE, "When x, y.", 0.9)),
          List.of(),
          Amount.parse(Asset.KEEPER, "0.01"),
          42);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void chunksCarryRoleTextFinishWithReceiptUsageAndDone() {
    stream(true, answering("a \"b\"\n", "c")).write(out);
    List<String> frames = frames();
    assertThat(frames).hasSize(6);
    assertThat(delta(frames.getFirst()).getString("role")).isEqualTo("assistant");
    assertThat(delta(frames.get(1)).getString("content")).isEqualTo("a \"b\"\n");
    assertThat(delta(frames.get(2)).getString("content")).isEqualTo("c");
    JsonObject closing = json(frames.get(3));
    assertThat(choice(closing).getString("finish_reason")).isEqualTo("stop");
    assertThat(choice(closing).getJsonObject("delta")).isEmpty();
    JsonObject zoo = closing.getJsonObject("zoo");
    assertThat(zoo.getString("receipt_id")).isEqualTo(new UUID(1, 1).toString());
    assertThat(zoo.getJsonArray("experiences_used").getJsonObject(0).getString("id"))
        .isEqualTo(EXPERIENCE.toString());
    assertThat(zoo.getJsonObject("fee").getString("value")).isEqualTo("0.01");
    JsonObject usage = json(frames.get(4));
    assertThat(usage.getJsonArray("choices")).isEmpty();
    assertThat(usage.getJsonObject("usage").getInt("total_tokens")).isEqualTo(27);
    assertThat(frames.getLast()).isEqualTo("[DONE]");
  }

  @Test
  void usageIsTheExtraOfThoseWhoAsk() {
    stream(false, answering("c")).write(out);
    assertThat(frames()).hasSize(4).noneMatch(frame -> frame.contains("\"usage\""));
  }

  @Test
  void aRefusalBeforeTheFirstByteKeepsItsStatus() {
    AnswerStream stream =
        stream(
            false,
            listener -> {
              throw Refusal.invalid("outside-vocabulary", "signs only");
            });
    assertThatThrownBy(() -> stream.write(out)).isInstanceOf(Refusal.class);
    assertThat(out.size()).isZero();
  }

  @Test
  void aFailureAfterTheFirstByteIsAnErrorEventAndNotDone() {
    stream(
            false,
            listener -> {
              text(listener, "a");
              throw Refusal.unavailable("node-unavailable", "The node went away");
            })
        .write(out);
    List<String> frames = frames();
    assertThat(frames).doesNotContain("[DONE]");
    JsonObject error = json(frames.getLast()).getJsonObject("error");
    assertThat(error.getString("code")).isEqualTo("node_unavailable");
    assertThat(error.getString("type")).isEqualTo("server_error");
  }

  @Test
  void piecesThatComeTogetherAreSentOnTogetherAndNoneWaitsForAnother() {
    List<Integer> sent = new ArrayList<>();
    OutputStream counting =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            sent.add(toString(StandardCharsets.UTF_8).split("\n\n").length);
          }
        };
    stream(
            false,
            listener -> {
              text(listener, "a");
              text(listener, "b");
              listener.onPause();
              text(listener, "c");
              listener.onPause();
              return ANSWER;
            })
        .write(counting);
    assertThat(sent).containsExactly(3, 4, 6);
  }

  @Test
  void aClientThatGoesAwayIsWrittenToNoMoreAndToldOn() {
    AtomicInteger writes = new AtomicInteger();
    List<Boolean> gone = new ArrayList<>();
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("broken pipe");
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            writes.incrementAndGet();
            throw new IOException("broken pipe");
          }
        };
    stream(
            false,
            listener -> {
              gone.add(listener.gone());
              text(listener, "a");
              text(listener, "b");
              gone.add(listener.gone());
              return ANSWER;
            })
        .write(closed);
    assertThat(gone).containsExactly(false, true);
    assertThat(writes).hasValue(1);
  }

  @Test
  void choicesToolCallsAndLogProbabilitiesEachHaveTheirChunks() {
    String call = "[{\"index\":0,\"id\":\"1\",\"function\":{\"arguments\":\"{}\"}}]";
    Answer answer =
        ANSWER.with(
            List.of(
                new Answer.Choice(0, "a", "stop", "", "{\"content\":[]}"),
                new Answer.Choice(1, "", "tool_calls", call, "")),
            "0123456789abcdef",
            false);
    stream(
            true,
            listener -> {
              listener.onDelta(new Delta(0, "a", "", "{\"content\":[]}"));
              listener.onDelta(new Delta(1, "", call, ""));
              return answer;
            })
        .write(out);
    List<JsonObject> chunks =
        frames().stream().filter(one -> !one.equals("[DONE]")).map(AnswerStreamTest::json).toList();
    assertThat(chunks.stream().filter(one -> !one.getJsonArray("choices").isEmpty()))
        .extracting(one -> choice(one).getInt("index"))
        .containsExactly(0, 0, 1, 1, 0, 1);
    assertThat(choice(chunks.get(1)).getJsonObject("logprobs")).containsKey("content");
    assertThat(choice(chunks.get(3)).getJsonObject("delta").getJsonArray("tool_calls")).hasSize(1);
    assertThat(choice(chunks.get(3)).getJsonObject("delta")).doesNotContainKey("content");
    assertThat(chunks.get(4)).doesNotContainKey("zoo");
    assertThat(chunks.get(5)).containsKey("zoo").containsEntry("usage", JsonValue.NULL);
    assertThat(chunks.get(5).getString("system_fingerprint")).isEqualTo("fp_0123456789ab");
    JsonObject whole = json(Completion.begin("m").whole(answer));
    JsonObject message = whole.getJsonArray("choices").getJsonObject(1).getJsonObject("message");
    assertThat(message.isNull("content")).isTrue();
    assertThat(message.getJsonArray("tool_calls").getJsonObject(0).getString("id")).isEqualTo("1");
  }

  @Test
  void theOlderFormHasTextAndEchoesThePrompt() {
    TextCompletion form = TextCompletion.begin("m", "Say: ", false);
    JsonObject whole = json(form.whole(ANSWER));
    assertThat(whole.getString("object")).isEqualTo("text_completion");
    assertThat(choice(whole).getString("text")).isEqualTo("Say: a \"b\"\nc");
    new AnswerStream(form, answering("a")).write(out);
    assertThat(frames()).hasSize(4);
    assertThat(choice(json(frames().getFirst())).getString("text")).isEqualTo("Say: ");
    assertThat(choice(json(frames().get(2))).getString("finish_reason")).isEqualTo("stop");
  }

  @Test
  void theWholeObjectSaysTheSame() {
    JsonObject whole = json(Completion.begin("m").whole(ANSWER));
    assertThat(whole.getString("object")).isEqualTo("chat.completion");
    assertThat(whole.getString("id")).startsWith("chatcmpl-");
    assertThat(choice(whole).getJsonObject("message").getString("content")).isEqualTo("a \"b\"\nc");
    assertThat(whole.getJsonObject("zoo").getString("node")).isEqualTo("petra-1");
  }

  private static AnswerStream stream(boolean usage, Function<AnswerListener, Answer> asker) {
    return new AnswerStream(Completion.begin("m", usage), asker);
  }

  private static void text(AnswerListener listener, String text) {
    listener.onDelta(Delta.text(text));
  }

  private static Function<AnswerListener, Answer> answering(String... pieces) {
    return listener -> {
      Arrays.stream(pieces).forEach(piece -> text(listener, piece));
      return ANSWER;
    };
  }

  /** The data of each event; fails when the framing is wrong. */
  private List<String> frames() {
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n\n");
    return Arrays.stream(text.split("\n\n"))
        .map(
            frame -> {
              assertThat(frame).startsWith("data: ").doesNotContain("\n");
              return frame.substring("data: ".length());
            })
        .toList();
  }

  private static JsonObject delta(String frame) {
    return choice(json(frame)).getJsonObject("delta");
  }

  private static JsonObject choice(JsonObject completion) {
    return completion.getJsonArray("choices").getJsonObject(0);
  }

  private static JsonObject json(String frame) {
    try (var reader = Json.createReader(new StringReader(frame))) {
      return reader.readObject();
    }
  }
}
