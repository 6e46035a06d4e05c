package ngo.zoo.gpu.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import ngo.zoo.gpu.Embeddings;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationRequest.Extras;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.GpuConnection;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerEvent;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.gpu.ra.FakeNode.Manner;
import ngo.zoo.gpu.ra.inbound.GpuResourceAdapter;
import ngo.zoo.gpu.ra.inbound.WorkerEventSpec;
import ngo.zoo.gpu.ra.outbound.GpuManagedConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole adapter in a fake container against a node on a socket. */
class AdapterTest {
  private static final ObjectName FIGURES = figures();

  private final FakeContainer container = new FakeContainer();
  private final GpuResourceAdapter adapter = new GpuResourceAdapter();
  private final StringBuilder seen = new StringBuilder();
  private FakeNode node;
  private Path token;
  private GpuConnectionFactory connections;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    node = new FakeNode();
    token = Files.writeString(folder.resolve("token"), FakeNode.SECRET + "\n");
    adapter.setTokenFile(token.toString());
    adapter.setProbeMillis(50L);
    adapter.start(container);
    adapter.endpointActivation(container, new WorkerEventSpec());
    GpuManagedConnectionFactory factory = new GpuManagedConnectionFactory();
    factory.setResourceAdapter(adapter);
    connections = (GpuConnectionFactory) factory.createConnectionFactory(container);
  }

  @AfterEach
  void stop() {
    adapter.stop();
    node.close();
    container.close();
  }

  @Test
  void aGoodStreamIsReadPieceByPieceAndItsSealChecked() throws Exception {
    Worker worker = up(2);
    GenerationResult result = ask(worker);
    assertThat(result.text()).isEqualTo(FakeNode.TEXT);
    assertThat(seen).hasToString(FakeNode.TEXT);
    assertThat(result.finishReason()).isEqualTo("stop");
    assertThat(result.completionTokens()).isEqualTo(10);
    assertThat(result.seal()).contains("\"response_sha256\"");
    assertThat(node.lastBody).contains("\"stream\":true", "otter", "\"experiences\":[{\"id\"");
    assertThat(metrics().succeeded()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CUT_OFF", "WITHOUT_END_MARK", "ERROR_FRAME_OBJECT", "ERROR_FRAME_TEXT"})
  void anIncompleteStreamIsNoAnswerAndTakesTheNodeDown(Manner manner) throws Exception {
    Worker worker = up(2);
    node.manner = manner;
    WorkerException failure = failure(worker);
    assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(metrics().failed()).isEqualTo(1);
    assertThat(event().healthy()).isFalse();
    assertThat(container.destroyed).hasValue(1);
    assertThatThrownBy(() -> connections.getConnection(worker.id()))
        .isInstanceOfSatisfying(
            WorkerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
  }

  @Test
  void anErrorInTheStreamIsQuoted() throws Exception {
    Worker worker = up(2);
    node.manner = Manner.ERROR_FRAME_TEXT;
    assertThat(failure(worker)).hasMessageContaining("out of memory");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SEALS_ANOTHER_TEXT",
        "SIGNS_WITH_ANOTHER_KEY",
        "CLAIMS_FEWER_THAN_NO_TOKENS",
        "CLAIMS_WEIGHTS_WITH_NUL",
        "NESTS_ITS_SEAL"
      })
  void aSealThatDoesNotFitIsRefused(Manner manner) throws Exception {
    Worker worker = up(2);
    node.manner = manner;
    assertThat(failure(worker).reason()).isEqualTo(Reason.BAD_SEAL);
  }

  /** Nothing but text is sealed, so nothing else of a node reaches who did not ask for it. */
  @Test
  void toolCallsNobodyAskedForAreNotHandedOn() throws Exception {
    Worker worker = up(2);
    node.manner = Manner.CALLS_TOOLS;
    assertThat(failure(worker)).hasMessageContaining("tool calls nobody asked for");
    assertThat(seen).doesNotContain("pay");
  }

  @Test
  void logprobsThatAreNoJsonAreLeftOutOrTheNodesFault() throws Exception {
    Worker worker = up(2);
    node.manner = Manner.BREAKS_LOGPROBS;
    assertThat(ask(worker).logprobsJson()).isEmpty();
    WorkerException broken =
        catchThrowableOfType(
            WorkerException.class,
            () -> {
              try (GpuConnection connection = connections.getConnection(worker.id())) {
                Extras asked = new Extras(1, true, 0, "", "", "", true);
                connection.generate(Rig.request(asked), seen::append);
              }
            });
    assertThat(broken.reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  /** What a node says of experiences stands in receipts, which a database must be able to keep. */
  @Test
  void whatANodeSaysOfExperiencesIsAboutThoseItWasGivenAndFitToBeKept() throws Exception {
    Worker worker = up(2);
    node.manner = Manner.TELLS_STORIES;
    GenerationResult result = ask(worker);
    assertThat(result.read()).isEmpty();
    assertThat(result.skipped()).hasSize(1);
    String reason = result.skipped().values().iterator().next();
    assertThat(reason).startsWith("no room left x").hasSizeLessThan(300).doesNotContain("\0");
  }

  @Test
  void aQuestionOutsideTheVocabularyIsRefusedInTheNodesWordsAndTheNodeStaysUp() throws Exception {
    Worker worker = up(2);
    node.manner = Manner.OUTSIDE_VOCABULARY;
    WorkerException refused = failure(worker);
    assertThat(refused.reason()).isEqualTo(Reason.REFUSED);
    assertThat(refused.code()).isEqualTo("outside_vocabulary");
    assertThat(refused).hasMessage("I know 24 signs");
    assertThat(metrics().healthy()).isTrue();
    assertThat(container.destroyed).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n | 2 | '' | '' | ''",
        "tools | 1 | [] | '' | ''",
        "tool_choice | 1 | '' | \"auto\" | ''",
        "response_format | 1 | '' | '' | {\"type\":\"json_object\"}",
        "response_format | 1 | '' | '' |"
            + " {\"json_schema\":{\"type\":\"text\"},\"type\":\"json_schema\"}"
      })
  void whatAZooNodeCannotDoIsRefusedByNameAndNotSent(
      String field, int choices, String tools, String toolChoice, String format) throws Exception {
    Worker worker = up(2);
    GenerationRequest.Extras extras =
        new GenerationRequest.Extras(choices, false, 0, tools, toolChoice, format, true);
    WorkerException refused =
        catchThrowableOfType(
            WorkerException.class,
            () -> {
              try (GpuConnection connection = connections.getConnection(worker.id())) {
                connection.generate(Rig.request(extras), seen::append);
              }
            });
    assertThat(refused.reason()).isEqualTo(Reason.REFUSED);
    assertThat(refused.code()).isEqualTo(WorkerException.UNSUPPORTED + field);
    assertThat(node.lastBody).isEmpty();
    assertThat(metrics().healthy()).isTrue();
  }

  @Test
  void connectionsToAWorkerThatIsGoneAreInvalid() throws Exception {
    Worker worker = up(1);
    GpuManagedConnectionFactory factory = new GpuManagedConnectionFactory();
    factory.setResourceAdapter(adapter);
    connections.getConnection(worker.id()).close();
    assertThat((Set<?>) factory.getInvalidConnections(container.idleConnections())).isEmpty();
    connections.deregister(worker.id());
    assertThat((Set<?>) factory.getInvalidConnections(container.idleConnections())).hasSize(1);
    assertThatThrownBy(() -> connections.getConnection(worker.id()))
        .hasMessageContaining("registered");
  }

  @Test
  void anAdapterThatStoppedLeavesNothingBehind() throws Exception {
    up(1);
    assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(FIGURES)).isTrue();
    adapter.stop();
    assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(FIGURES)).isFalse();
    adapter.stop();
  }

  @Test
  void figuresAreInJmx() throws Exception {
    Worker worker = up(1);
    ask(worker);
    TabularData rows =
        (TabularData) ManagementFactory.getPlatformMBeanServer().getAttribute(FIGURES, "Workers");
    assertThat(rows.toString()).contains("test-node", "p95Millis", "succeeded");
    assertThat(metrics().p50Millis()).isPositive();
    assertThat(metrics().p95Millis()).isGreaterThanOrEqualTo(metrics().p50Millis());
  }

  @Test
  void aNodeWithoutFreeSlotsIsBusyNotDown() throws Exception {
    Worker worker = up(2);
    node.manner = Manner.TOO_MANY_REQUESTS;
    assertThat(failure(worker).reason()).isEqualTo(Reason.BUSY);
    assertThat(metrics().healthy()).isTrue();
  }

  @Test
  void aWrongTokenIsToldApart() throws Exception {
    Worker worker = up(2);
    Files.writeString(token, "an older token");
    assertThat(failure(worker)).hasMessageContaining("token");
  }

  @Test
  void closingGivesTheSlotBackAndKeepsTheConnection() throws Exception {
    Worker worker = up(1);
    GpuConnection first = connections.getConnection(worker.id());
    assertThat(metrics().inFlight()).isEqualTo(1);
    first.close();
    first.close();
    assertThat(metrics().inFlight()).isZero();
    assertThat(container.idle()).isEqualTo(1);
    connections.getConnection(worker.id()).close();
    assertThat(container.idle()).isEqualTo(1);
    assertThatThrownBy(() -> first.embed(List.of("x"))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void noMoreRequestsAreInFlightThanThereAreSlots() throws Exception {
    Worker worker = up(1);
    node.manner = Manner.WAITS_FOR_RELEASE;
    CountDownLatch streaming = new CountDownLatch(1);
    CompletableFuture<Void> asking =
        CompletableFuture.runAsync(
            () -> {
              try (GpuConnection connection = connections.getConnection(worker.id())) {
                connection.generate(request(), _ -> streaming.countDown());
              } catch (WorkerException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(streaming.await(5, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> connections.getConnection(worker.id()))
        .isInstanceOfSatisfying(
            WorkerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BUSY));
    node.release.countDown();
    asking.get(5, TimeUnit.SECONDS);
    connections.getConnection(worker.id()).close();
    assertThat(metrics().inFlight()).isZero();
  }

  @Test
  void aNodeThatGoesAndComesBackIsToldOnceEach() throws Exception {
    up(2);
    node.loading = true;
    WorkerEvent down = event();
    assertThat(down.healthy()).isFalse();
    assertThat(down.reason()).contains("503", "still loading");
    node.loading = false;
    WorkerEvent back = event();
    assertThat(back.healthy()).isTrue();
    assertThat(back.models()).containsExactly("zoo-keeper-tiny");
    assertThat(container.events).isEmpty();
  }

  @Test
  void anEventTheEndpointCouldNotTakeIsDeliveredLater() throws Exception {
    container.refuseDeliveries.set(2);
    up(2);
    assertThat(container.refuseDeliveries).hasValue(0);
  }

  @Test
  void anotherKeyThanTheRegisteredOneIsNotHealthy() throws Exception {
    Worker known = node.worker(2);
    connections.register(new Worker(known.id(), known.name(), known.url(), 2, true, new byte[32]));
    assertThat(event().reason()).contains("another public key");
  }

  @Test
  void aStoppedNodeCannotBeReached() throws Exception {
    Worker worker = up(2);
    node.close();
    assertThat(event().healthy()).isFalse();
    assertThatThrownBy(() -> connections.getConnection(worker.id()))
        .hasMessageContaining("Node test-node is down");
  }

  @Test
  void vectorsComeInTheOrderOfTheTexts() throws Exception {
    up(2);
    try (GpuConnection connection = connections.getEmbeddingConnection()) {
      Embeddings embeddings = connection.embed(List.of("a", "b"));
      assertThat(embeddings.embedderId()).isEqualTo("bge@test");
      assertThat(embeddings.vectors().get(0)).containsExactly(1f, 0f);
      assertThat(embeddings.vectors().get(1)).containsExactly(0f, 1f);
    }
  }

  @Test
  void whatTheListenerThrowsIsNoFaultOfTheNode() throws Exception {
    Worker worker = up(2);
    assertThatThrownBy(
            () -> {
              try (GpuConnection connection = connections.getConnection(worker.id())) {
                connection.generate(
                    request(),
                    _ -> {
                      throw new IllegalArgumentException("asker has left");
                    });
              }
            })
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(metrics().healthy()).isTrue();
    assertThat(metrics().inFlight()).isZero();
  }

  private static ObjectName figures() {
    try {
      return new ObjectName("zoo.gpu:type=Workers");
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private Worker up(int slots) throws InterruptedException {
    Worker worker = node.worker(slots);
    connections.register(worker);
    assertThat(event().healthy()).isTrue();
    return worker;
  }

  private WorkerEvent event() throws InterruptedException {
    WorkerEvent event = container.events.poll(10, TimeUnit.SECONDS);
    assertThat(event).as("an event of the worker").isNotNull();
    return event;
  }

  private WorkerMetrics metrics() {
    return connections.metrics().getFirst();
  }

  private WorkerException failure(Worker worker) {
    return catchThrowableOfType(WorkerException.class, () -> ask(worker));
  }

  private GenerationResult ask(Worker worker) throws WorkerException {
    try (GpuConnection connection = connections.getConnection(worker.id())) {
      return connection.generate(request(), seen::append);
    }
  }

  private static GenerationRequest request() {
    return new GenerationRequest(
        UUID.randomUUID(),
        "zoo-keeper-tiny",
        List.of(new GenerationRequest.Message("user", "The sign shows otter: 4 0 7 2")),
        List.of(
            new GenerationRequest.InjectedExperience(
                UUID.randomUUID(), "When the sign shows otter, rotate the digits left.")),
        0,
        1,
        32,
        List.of(),
        7);
  }
}
