package ngo.zoo.gpu.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import ngo.zoo.gpu.node.model.SampledToken;
import ngo.zoo.gpu.node.model.Sampler;
import ngo.zoo.gpu.node.model.TokenModel;
import ngo.zoo.keeper.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slots and clients that go away, with models whose pace the test sets. */
@Timeout(30)
class SlotsTest {

  private static final String BODY =
      "{\"model\":\"zoo-keeper-tiny\",\"stream\":%s,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"The sign shows otter: 4 0 7 2\"}]}";

  @Test
  void refusesWhenEverySlotIsTaken() throws Exception {
    CountDownLatch taken = new CountDownLatch(2);
    CountDownLatch goOn = new CountDownLatch(1);
    try (NodeFixture node = NodeFixture.chatting(waiting(taken, goOn))) {
      List<CompletableFuture<HttpResponse<String>>> working = List.of(ask(node), ask(node));
      taken.await();
      HttpResponse<String> refused = ask(node).get();
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      goOn.countDown();
      for (CompletableFuture<HttpResponse<String>> one : working) {
        assertThat(one.get().statusCode()).isEqualTo(200);
      }
      assertThat(ask(node).get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void stopsWhenTheClientGoesAway() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    try (NodeFixture node = NodeFixture.chatting(endless(stopped))) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
        String body = BODY.formatted("true");
        socket
            .getOutputStream()
            .write(
                ("POST /v1/chat/completions HTTP/1.1\r\nHost: node\r\nAuthorization: Bearer "
                        + NodeFixture.TOKEN
                        + "\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                    .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        assertThat(in.readNBytes(200)).hasSize(200);
      }
      assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static CompletableFuture<HttpResponse<String>> ask(NodeFixture node) {
    HttpRequest request =
        node.request("/v1/chat/completions")
            .POST(HttpRequest.BodyPublishers.ofString(BODY.formatted("false")))
            .build();
    return node.client().sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  private static SampledToken token(int token) {
    return new SampledToken(token, new double[Vocabulary.SIZE]);
  }

  private static TokenModel waiting(CountDownLatch taken, CountDownLatch goOn) {
    return new Scripted() {
      @Override
      public void generate(
          List<Integer> prompt, Sampler sampler, int longest, Predicate<SampledToken> sink) {
        taken.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        boolean _ = sink.test(token(Vocabulary.END));
      }
    };
  }

  private static TokenModel endless(CountDownLatch stopped) {
    return new Scripted() {
      @Override
      public void generate(
          List<Integer> prompt, Sampler sampler, int longest, Predicate<SampledToken> sink) {
        try {
          while (sink.test(token(Vocabulary.digit(1)))) {
            Thread.onSpinWait();
          }
        } finally {
          stopped.countDown();
        }
      }
    };
  }

  private abstract static class Scripted implements TokenModel {
    @Override
    public String sha256() {
      return "00";
    }

    @Override
    public String backend() {
      return "none";
    }

    @Override
    public List<float[]> logits(List<Integer> prompt, List<Integer> answer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
