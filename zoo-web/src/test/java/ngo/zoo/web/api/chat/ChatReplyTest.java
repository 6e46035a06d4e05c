package ngo.zoo.web.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import ngo.zoo.routing.Answer;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChatReplyTest {
  private static final Answer ANSWER =
      new Answer(
          new UUID(1, 1),
          "é",
          "stop",
          20,
          7,
          "m",
          "petra-1",
          "keeper.signs",
          2,
          "ab",
          List.of(),
          List.of(),
          Amount.parse(Asset.KEEPER, "0.01"),
          42);

  private final Map<String, String> told = new TreeMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final ChatReply reply =
      new ChatReply(
          proxy(HttpServletRequest.class, ChatReplyTest::requested),
          proxy(HttpServletResponse.class, this::responded));

  @Test
  void aWholeAnswerSaysItsLengthInBytesAndWhatItsReceiptSays() throws IOException {
    reply.whole("{\"é\":1}", ANSWER);
    assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo("{\"é\":1}");
    assertThat(told)
        .containsEntry("setStatus", "200")
        .containsEntry("setContentType", "application/json")
        .containsEntry("setContentLength", "8")
        .containsEntry("Cache-Control", "no-store")
        .containsEntry("x-zoo-receipt", new UUID(1, 1).toString())
        .containsEntry("x-zoo-node", "petra-1")
        .containsEntry("x-zoo-fee", "0.01 KEEPER")
        .containsEntry("x-zoo-library-root", "ab")
        .containsKey("openai-processing-ms");
  }

  @Test
  void theStatusOfAStreamIsOpenUntilItsFirstEvent() throws IOException {
    OutputStream events = reply.events();
    events.flush();
    assertThat(told).isEmpty();
    events.write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
    assertThat(told)
        .containsEntry("setStatus", "200")
        .containsEntry("setContentType", "text/event-stream;charset=UTF-8")
        .containsEntry("X-Accel-Buffering", "no")
        .doesNotContainKey("setContentLength");
    assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo("data: 1\n\n");
  }

  private static @Nullable Object requested(Method method, Object[] arguments) {
    return method.getName().equals("getAttribute") ? (Long) System.nanoTime() : null;
  }

  private @Nullable Object responded(Method method, Object[] arguments) {
    switch (method.getName()) {
      case "getOutputStream" -> {
        return new Sent();
      }
      case "setHeader" -> told.put((String) arguments[0], (String) arguments[1]);
      default -> told.put(method.getName(), String.valueOf(arguments[0]));
    }
    return null;
  }

  @FunctionalInterface
  private interface Called {
    @Nullable Object call(Method method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Called called) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> called.call(method, arguments)));
  }

  private final class Sent extends ServletOutputStream {
    @Override
    public void write(int b) {
      body.write(b);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
