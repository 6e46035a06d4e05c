package ngo.zoo.integration.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocketFactory;
import ngo.zoo.notices.WebhookTransport.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against real sockets: receivers that behave and receivers that do not. */
class SocketTransportTest {
  private static final SSLSocketFactory TLS = (SSLSocketFactory) SSLSocketFactory.getDefault();
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** What a receiver writes, and whether it then waits. */
  private interface Receiver {
    void serve(Socket socket) throws IOException;
  }

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger lookups = new AtomicInteger();
  private ServerSocket server;
  private volatile Receiver receiver = socket -> {};

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      requests.add(request(socket.getInputStream()));
      receiver.serve(socket);
    } catch (IOException hungUp) {
      requests.add("hung up");
    }
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith("{}")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      text.append((char) next);
    }
    return text.toString();
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private SocketTransport transport(boolean development) {
    return new SocketTransport(
        host -> {
          lookups.incrementAndGet();
          return new InetAddress[] {InetAddress.getLoopbackAddress()};
        },
        TLS,
        development,
        LONGEST);
  }

  private Answer post() {
    return transport(true).post(url("http"), Map.of("webhook-id", "msg_1"), "{}");
  }

  private URI url(String scheme) {
    return URI.create(scheme + "://hooks.example.org:" + server.getLocalPort() + "/in?a=b");
  }

  @Test
  void sendsOneRequestAndReadsTheAnswer() {
    receiver = socket -> write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nseen");

    Answer answer = post();

    assertThat(answer.succeeded()).isTrue();
    assertThat(answer.head()).isEqualTo("seen");
    assertThat(requests).hasSize(1);
    assertThat(requests.getFirst())
        .startsWith("POST /in?a=b HTTP/1.1\r\n")
        .contains("Host: hooks.example.org:" + server.getLocalPort() + "\r\n")
        .contains("webhook-id: msg_1\r\n")
        .contains("Content-Type: application/json\r\n")
        .contains("Content-Length: 2\r\n");
    assertThat(lookups).hasValue(1);
  }

  @Test
  void aNameOfAPrivateAddressIsRefusedBeforeAnythingIsSent() {
    Answer answer = transport(false).post(url("https"), Map.of(), "{}");

    assertThat(answer.status()).isNull();
    assertThat(answer.error()).contains("refused", "127.0.0.1");
    assertThat(lookups).hasValue(1);
    assertThat(requests).isEmpty();
  }

  @Test
  void aNameWithOnePublicAndOnePrivateAddressIsRefused() {
    SocketTransport transport =
        new SocketTransport(
            host ->
                new InetAddress[] {
                  InetAddress.ofLiteral("93.184.216.34"), InetAddress.ofLiteral("10.0.0.1")
                },
            TLS,
            false,
            LONGEST);
    assertThat(transport.post(url("https"), Map.of(), "{}").error())
        .contains("refused", "10.0.0.1");
  }

  @Test
  void plainHttpIsRefusedOutsideOfDevelopment() {
    Answer answer = transport(false).post(url("http"), Map.of(), "{}");
    assertThat(answer.error()).contains("https");
    assertThat(requests).isEmpty();
  }

  @Test
  void aRedirectIsNotFollowed() {
    receiver =
        socket ->
            write(
                socket,
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/other\r\n\r\n"
                    .formatted(server.getLocalPort()));

    Answer answer = post();

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.succeeded()).isFalse();
    assertThat(requests).hasSize(1);
  }

  @Test
  void aReceiverThatDripsIsLeftAfterTheLimit() {
    receiver =
        socket -> {
          write(socket, "HTTP/1.1 200 OK\r\nX: ");
          while (!socket.isClosed()) {
            write(socket, "x");
            LockSupport.parkNanos(50_000_000);
          }
        };

    Answer answer = post();

    assertThat(answer.status()).isNull();
    assertThat(answer.error()).contains("no answer within 2 s");
    assertThat(answer.took()).isBetween(LONGEST, LONGEST.multipliedBy(3));
  }

  @Test
  void anAnswerIsReadNoFurtherThanItsFirstBytes() {
    receiver =
        socket -> {
          write(socket, "HTTP/1.1 500 Oops\r\nRetry-After: 30\r\n\r\n");
          while (!socket.isClosed()) {
            write(socket, "a".repeat(8192));
          }
        };

    Answer answer = post();

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.head()).hasSize(1024);
    assertThat(answer.retryAfter()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void endlessHeaderFieldsAreRefused() {
    receiver =
        socket -> {
          write(socket, "HTTP/1.1 200 OK\r\n");
          while (!socket.isClosed()) {
            write(socket, "X: " + "a".repeat(1000) + "\r\n");
          }
        };
    assertThat(post().error()).contains("too long");
  }

  @Test
  void whatIsNoHttpOrNoTlsOrNotThereIsAnError() throws IOException {
    receiver = socket -> write(socket, "220 mail.example.org ESMTP\r\n");
    assertThat(post().error()).contains("HTTP/1.1");
    receiver = socket -> {};
    assertThat(post().error()).contains("closed");
    receiver = socket -> write(socket, "no TLS here\r\n");
    assertThat(transport(true).post(url("https"), Map.of(), "{}").succeeded()).isFalse();
    URI nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://hooks.example.org:" + free.getLocalPort() + "/");
    }
    assertThat(transport(true).post(nobody, Map.of(), "{}").error()).contains("ConnectException");
  }
}
