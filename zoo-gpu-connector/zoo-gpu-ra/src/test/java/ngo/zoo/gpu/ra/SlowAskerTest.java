package ngo.zoo.gpu.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import ngo.zoo.gpu.Delta;
import ngo.zoo.gpu.GenerationRequest.Extras;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.gpu.ra.OpenAiStub.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads slowly harms nobody but itself. */
@Timeout(30)
class SlowAskerTest {
  private static final long ANSWER = 300;
  private static final long ASKER = 600;

  @TempDir private Path secrets;
  private final CountDownLatch never = new CountDownLatch(1);
  private volatile long asker = ASKER;
  private Rig rig;
  private OpenAiStub stub;

  @BeforeEach
  void start() throws Exception {
    stub = new OpenAiStub(Server.VLLM);
    rig = rig();
  }

  private Rig rig() throws Exception {
    return new Rig(
        secrets,
        adapter -> {
          adapter.setLongestAnswerMillis(ANSWER);
          adapter.setAskerMillis(asker);
        });
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
    stub.close();
  }

  @Test
  void theTimeOfOneWhoReadsSlowlyIsNotTheBackends() throws Exception {
    rig.close();
    asker = 10_000;
    rig = rig();
    Worker worker = rig.up(stub.worker(1));
    stub.chat = stub.stream(stub.frames(List.of("Three", " small", " pieces")));
    AtomicInteger heard = new AtomicInteger();
    rig.ask(worker, Rig.request(Extras.NONE), _ -> hold(heard.incrementAndGet()));
    assertThat(heard).hasValue(3);
    assertThat(rig.metrics().failed()).isZero();
    assertThat(rig.metrics().meanMillis()).isLessThan(2.0 * ANSWER);
  }

  /** Longer than the whole answer may take, for the first piece. */
  private void hold(int piece) {
    if (piece == 1) {
      await(3 * ANSWER);
    }
  }

  @Test
  void oneWhoReadsNoMoreIsAbandonedAndItsSlotIsFree() throws Exception {
    Worker worker = rig.up(stub.worker(1));
    stub.chat = stub.stream(stub.frames(List.of("Three", " small", " pieces")));
    assertThat(failure(worker, 60_000).reason()).isEqualTo(Reason.ABANDONED);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(rig.metrics().healthy()).isTrue();
    assertThat(rig.metrics().failed()).isZero();
    assertThat(rig.metrics().inFlight()).isZero();
    assertThat(rig.ask(worker, Extras.NONE).text()).isEqualTo("Three small pieces");
  }

  @Test
  void oneWhoTakesABitOfEachPieceForLongIsAbandonedToo() throws Exception {
    Worker worker = rig.up(stub.worker(1));
    stub.chat = stub.stream(stub.frames(List.of("a", "b", "c", "d", "e", "f", "g", "h")));
    assertThat(failure(worker, ASKER / 2).reason()).isEqualTo(Reason.ABANDONED);
    assertThat(rig.metrics().failed()).isZero();
  }

  private WorkerException failure(Worker worker, long millis) {
    return catchThrowableOfType(
        WorkerException.class,
        () -> rig.ask(worker, Rig.request(Extras.NONE), (Delta _) -> await(millis)));
  }

  /** As a write to a connection whose other side does not read. */
  private void await(long millis) {
    try {
      assertThat(never.await(millis, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while it wrote", e);
    }
  }
}
