package ngo.zoo.web.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.io.Receiver;
import io.undertow.io.Sender;
import io.undertow.server.BlockingHttpExchange;
import io.undertow.server.HttpServerExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import ngo.zoo.routing.Answer;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
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

  private final HttpServerExchange exchange = new HttpServerExchange(null);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final ChatReply reply = new ChatReply(exchange);

  ChatReplyTest() {
    exchange.startBlocking(new Written(body));
  }

  @Test
  void aWholeAnswerSaysItsLengthInBytesAndWhatItsReceiptSays() throws IOException {
    reply.whole("{\"é\":1}", ANSWER);
    assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo("{\"é\":1}");
    assertThat(exchange.getStatusCode()).isEqualTo(200);
    assertThat(exchange.getResponseContentLength()).isEqualTo(8);
    assertThat(told("Content-Type")).isEqualTo("application/json");
    assertThat(told("Cache-Control")).isEqualTo("no-store");
    assertThat(told("x-zoo-receipt")).isEqualTo(new UUID(1, 1).toString());
    assertThat(told("x-zoo-node")).isEqualTo("petra-1");
    assertThat(told("x-zoo-fee")).isEqualTo("0.01 KEEPER");
    assertThat(told("x-zoo-library-root")).isEqualTo("ab");
    assertThat(told("openai-processing-ms")).matches("\\d+");
  }

  @Test
  void theStatusOfAStreamIsOpenUntilItsFirstEvent() throws IOException {
    OutputStream events = reply.events();
    events.flush();
    assertThat(exchange.getResponseHeaders().size()).isZero();
    events.write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
    assertThat(exchange.getStatusCode()).isEqualTo(200);
    assertThat(told("Content-Type")).isEqualTo("text/event-stream;charset=UTF-8");
    assertThat(told("X-Accel-Buffering")).isEqualTo("no");
    assertThat(exchange.getResponseContentLength()).isEqualTo(-1);
    assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo("data: 1\n\n");
  }

  private String told(String header) {
    return exchange.getResponseHeaders().getFirst(header);
  }

  /** What is written, without a connection. */
  private record Written(OutputStream body) implements BlockingHttpExchange {
    @Override
    public InputStream getInputStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public OutputStream getOutputStream() {
      return body;
    }

    @Override
    public Sender getSender() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Receiver getReceiver() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
