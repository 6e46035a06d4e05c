package ngo.zoo.gpu.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationRequest.Message;
import ngo.zoo.gpu.GpuConnection;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.rules.NodeQuery;
import ngo.zoo.routing.rules.NodeSelection;
import ngo.zoo.routing.rules.NodeSnapshot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes on sockets, one slower than the other: where traffic goes under each strategy. */
class StrategiesTest {
  private static final int QUESTIONS = 400;
  private static final int SESSIONS = 16;
  private static final List<Integer> MILLIS = List.of(4, 20, 60);
  private static final List<Integer> STAKES = List.of(1, 2, 5);

  @TempDir Path secrets;
  private final List<OpenAiStub> stubs = new ArrayList<>();
  private final List<UUID> ids = new ArrayList<>();
  private final Map<UUID, Long> last = new HashMap<>();
  private final AtomicLong count = new AtomicLong();
  private final Random random = new Random(5);
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(secrets, _ -> {});
    for (int millis : MILLIS) {
      OpenAiStub stub = new OpenAiStub(OpenAiStub.Server.VLLM);
      OpenAiStub.Reply whole = stub.whole("word");
      stub.chat =
          connection -> {
            LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
            whole.to(connection);
          };
      stubs.add(stub);
      Worker worker = rig.up(stub.worker(64));
      ids.add(worker.id());
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (OpenAiStub stub : stubs) {
      stub.close();
    }
    rig.close();
  }

  @Test
  void performancePrefersTheFastAndStillKnowsTheSlow() throws Exception {
    List<Long> traffic = traffic(Strategy.PERFORMANCE);
    assertThat(traffic.get(0)).isGreaterThan(2 * traffic.get(2));
    assertThat(traffic.get(0)).isGreaterThan(QUESTIONS / 3);
    assertThat(traffic).allMatch(answered -> answered > 0);
  }

  @Test
  void cheapestIsPerformanceWhileAllCostTheSame() throws Exception {
    List<Long> traffic = traffic(Strategy.CHEAPEST);
    assertThat(traffic.get(0)).isGreaterThan(2 * traffic.get(2));
  }

  @Test
  void turnsAreEqualWhateverTheSpeed() throws Exception {
    assertThat(traffic(Strategy.ROUND_ROBIN)).allMatch(n -> Math.abs(n - QUESTIONS / 3) <= 1);
  }

  @Test
  void stakeWeighsWhateverTheSpeed() throws Exception {
    List<Long> traffic = traffic(Strategy.STAKE_WEIGHTED);
    assertThat(traffic.get(2)).isGreaterThan(traffic.get(1));
    assertThat(traffic.get(1)).isGreaterThan(traffic.get(0));
  }

  @Test
  void aSessionKeepsToItsNodeButForWhatSpills() throws Exception {
    List<Map<UUID, Long>> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(new HashMap<>());
    }
    run(Strategy.AFFINITY, 1, sessions);
    assertThat(sessions).allMatch(nodes -> nodes.size() == 1);
    assertThat(sessions.stream().flatMap(nodes -> nodes.keySet().stream()).distinct().count())
        .isGreaterThan(1);
  }

  /** Answers by node, fastest first. */
  private List<Long> traffic(Strategy strategy) throws Exception {
    return run(strategy, 6, List.of());
  }

  private List<Long> run(Strategy strategy, int clients, List<Map<UUID, Long>> sessions)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<?>> asked = new ArrayList<>();
      for (int i = 0; i < QUESTIONS; i++) {
        int session = i % SESSIONS;
        asked.add(threads.submit(() -> ask(strategy, session, sessions)));
      }
      for (Future<?> one : asked) {
        one.get();
      }
    }
    Map<UUID, Long> answered = new HashMap<>();
    rig.connections.metrics().forEach(now -> answered.put(now.workerId(), now.succeeded()));
    List<Long> traffic = ids.stream().map(id -> answered.getOrDefault(id, 0L)).toList();
    System.out.printf(
        "%s: %d questions by %d clients; nodes of %s ms, stakes %s, answered %s%n",
        strategy, QUESTIONS, clients, MILLIS, STAKES, traffic);
    return traffic;
  }

  private @Nullable Void ask(Strategy strategy, int session, List<Map<UUID, Long>> sessions)
      throws WorkerException {
    UUID node = choose(strategy, session);
    if (!sessions.isEmpty()) {
      sessions.get(session).merge(node, 1L, Long::sum);
    }
    try (GpuConnection connection = rig.connections.getConnection(node)) {
      connection.generate(request(), _ -> {});
    }
    return null;
  }

  /** One after the other, so that turns are exact and draws repeatable. */
  private synchronized UUID choose(Strategy strategy, int session) {
    NodeQuery query =
        new NodeQuery(
            new UUID(random.nextLong(), random.nextLong()),
            "vllm-model",
            strategy,
            "session " + session,
            null);
    List<NodeSnapshot> nodes = rig.connections.metrics().stream().map(this::snapshot).toList();
    UUID chosen = Objects.requireNonNull(NodeSelection.choose(query, nodes, Set.of()).chosen());
    last.put(chosen, count.incrementAndGet());
    return chosen;
  }

  private NodeSnapshot snapshot(WorkerMetrics now) {
    return new NodeSnapshot(
        now.workerId(),
        now.healthy(),
        now.reason(),
        now.models(),
        now.slots(),
        now.inFlight(),
        now.meanMillis(),
        now.succeeded(),
        now.failed(),
        BigInteger.valueOf(STAKES.get(ids.indexOf(now.workerId()))),
        last.getOrDefault(now.workerId(), 0L),
        BigInteger.ONE);
  }

  private static GenerationRequest request() {
    return new GenerationRequest(
        UUID.randomUUID(),
        "vllm-model",
        List.of(new Message("user", "What does it say?")),
        List.of(),
        0,
        1,
        8,
        List.of(),
        7,
        Rig.WHOLE);
  }
}
