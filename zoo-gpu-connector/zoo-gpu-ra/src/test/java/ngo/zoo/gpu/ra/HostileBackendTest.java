package ngo.zoo.gpu.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.gpu.ra.OpenAiStub.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers no server should give: each costs its own request and nothing more. */
class HostileBackendTest {
  @TempDir private Path secrets;
  private Rig rig;
  private OpenAiStub stub;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(secrets, _ -> {});
    stub = new OpenAiStub(Server.OLLAMA);
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
    stub.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n{",
        "HTTP/1.1 200 OK\r\ncontent-type: a/b; charset=\"!\"\r\ncontent-length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        "not HTTP at all\r\n\r\n"
      })
  void anAnswerThatIsNoneIsAFailureOfTheBackend(String answer) throws Exception {
    // Lines before an answer are passed over until its time is over.
    rig.close();
    rig = new Rig(secrets, adapter -> adapter.setLongestAnswerMillis(3_000L));
    assertThat(failure(answer).reason()).isIn(Reason.UNAVAILABLE, Reason.FAILED);
    assertThat(rig.metrics().inFlight()).isZero();
    assertThat(rig.metrics().failed()).isEqualTo(1);
  }

  @Test
  void aHeaderWithoutEndIsCutOff() throws Exception {
    assertThat(failure("HTTP/1.1 200 OK\r\nx: " + "a".repeat(1 << 20)).reason())
        .isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void headersWithoutEndAreCutOff() throws Exception {
    assertThat(failure("HTTP/1.1 200 OK\r\n" + "x: a\r\n".repeat(10_000)).reason())
        .isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void anErrorInErrorsWithoutEndIsReadToADepth() throws Exception {
    String body = "{\"error\":".repeat(500_000);
    assertThat(failure(reply("500 X", body)).reason()).isEqualTo(Reason.FAILED);
  }

  /** Reading must not take the square of a body's length. */
  @Test
  @Timeout(30)
  void aLongBodyOfManyNamesIsReadInTime() throws Exception {
    String body = "{" + "\"a\":1,".repeat(1_000_000) + "\"a\":1}";
    assertThat(failure(reply("200 OK", body)).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  @Timeout(30)
  void aLongEventOfManyLinesIsReadInTime() throws Exception {
    Worker worker = rig.up(stub.worker(2));
    stub.chat =
        connection -> {
          connection.beginStream();
          connection.send("data:\n".repeat(1_200_000) + "\n");
          connection.endStream();
        };
    assertThat(failure(worker).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  /** A probe has a last byte as well as a first. */
  @Test
  void aProbeThatIsAnsweredDripByDripEnds() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    stub.pages.put(
        "/v1/models",
        connection -> {
          connection.raw("HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n");
          try {
            while (!end.await(50, TimeUnit.MILLISECONDS)) {
              connection.raw(" ");
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    rig.connections.register(stub.worker(2));
    try {
      assertThat(rig.event().healthy()).isFalse();
    } finally {
      end.countDown();
    }
  }

  private WorkerException failure(String answer) throws Exception {
    Worker worker = rig.up(stub.worker(2));
    stub.chat =
        connection -> {
          connection.raw(answer);
          connection.awaitClose();
        };
    return failure(worker);
  }

  private WorkerException failure(Worker worker) {
    return catchThrowableOfType(WorkerException.class, () -> rig.ask(worker, Rig.WHOLE));
  }

  private static String reply(String status, String body) {
    return "HTTP/1.1 %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
        .formatted(status, body.length(), body);
  }
}
