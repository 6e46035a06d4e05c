package ngo.zoo.gpu.ra;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerEvent;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.gpu.WorkerMetrics.Breaker;

/**
 * What the adapter knows of one worker: slots taken, health, circuit, figures. A slot is taken for
 * as long as a handle is open. Thread-safe.
 */
public final class WorkerState {
  private static final RandomGenerator JITTER = () -> ThreadLocalRandom.current().nextLong();

  /** What is the worker's own fault, and moves its circuit. */
  private static final Set<Reason> FAULTS =
      EnumSet.of(Reason.UNAVAILABLE, Reason.FAILED, Reason.BAD_SEAL);

  private static final double MEDIAN = 0.5;
  private static final double NEARLY_ALL = 0.95;
  private static final long QUANTILES_FRESH = Duration.ofSeconds(1).toNanos();

  private final AtomicBoolean probing = new AtomicBoolean();
  private final LongAdder succeeded = new LongAdder();
  private final Map<Reason, LongAdder> failures = counters();
  private final Latencies latencies = new Latencies();
  private final CircuitBreaker breaker;
  private final Slots slots;
  private volatile Worker worker;
  private volatile Health health = Health.UNPROBED;
  private volatile int backendQueued;
  private volatile long restsUntil = System.nanoTime();
  private volatile Quantiles quantiles = new Quantiles(0, 0, System.nanoTime() - QUANTILES_FRESH);

  /** What the last probe or a failed request found. */
  private record Health(
      boolean known, boolean healthy, String reason, List<String> models, Instant at) {
    static final Health UNPROBED =
        new Health(false, false, "not probed yet", List.of(), Instant.EPOCH);
  }

  /** Sorting for each question would cost more than the question. */
  private record Quantiles(double median, double nearlyAll, long at) {}

  public WorkerState(Worker worker, BreakerSettings settings) {
    this.worker = worker;
    this.slots = new Slots(worker.slots());
    this.breaker = new CircuitBreaker(settings, System::nanoTime, JITTER);
  }

  public Worker worker() {
    return worker;
  }

  /**
   * Takes over what is newly known; at another address or key its health is unknown again.
   *
   * @return whether it is another backend now
   */
  boolean replace(Worker known) {
    Worker before = worker;
    worker = known;
    slots.limit(known.slots());
    boolean other =
        !before.url().equals(known.url())
            || before.kind() != known.kind()
            || !Arrays.equals(before.publicKey(), known.publicKey());
    if (other) {
      health = Health.UNPROBED;
    }
    return other;
  }

  /** Whether its last probe was good and its circuit lets requests through. */
  public boolean healthy() {
    return health.healthy && breaker.admits();
  }

  public String reason() {
    Health now = health;
    return now.healthy && !breaker.admits() ? "it failed too often lately" : now.reason;
  }

  /** What to say to whoever wants a slot of it while it is not healthy. */
  public WorkerException isDown() {
    return new WorkerException(
        Reason.UNAVAILABLE, "Node " + worker.name() + " is down: " + reason());
  }

  public void up(List<String> models, int queued, Instant at) {
    backendQueued = queued;
    health = new Health(true, true, "", List.copyOf(models), at);
  }

  public void down(String reason, Instant at) {
    health = new Health(true, false, reason, health.models, at);
    slots.wakeAll();
  }

  Slots slots() {
    return slots;
  }

  /** Asked before a request goes out; when the circuit is half open, this is the one that tries. */
  public boolean admit() {
    return breaker.admit();
  }

  /** False when all slots are taken, or the worker asked to be left alone. */
  public boolean takeSlot() {
    return slots.take();
  }

  public void returnSlot() {
    slots.giveBack();
  }

  /** The worker asked to be left alone for a while: its slots count as taken until then. */
  public void rest(Duration asked) {
    if (asked.isPositive()) {
      restsUntil = System.nanoTime() + asked.toNanos();
      slots.close(true);
    }
  }

  /** Gives slots again when the time of rest is over. Called a few times a second. */
  public void look() {
    slots.close(isResting());
  }

  private boolean isResting() {
    return System.nanoTime() - restsUntil < 0;
  }

  public void succeeded(double millis) {
    succeeded.increment();
    latencies.add(millis);
    breaker.succeeded();
  }

  /** Counts a failed request; only those that are the worker's fault move its circuit. */
  public void failed(Reason reason) {
    counter(reason).increment();
    if (FAULTS.contains(reason)) {
      breaker.failed();
    }
  }

  /** True for the one caller that may probe now; it says {@link #probed} when done. */
  public boolean beginProbe() {
    return probing.compareAndSet(false, true);
  }

  public void probed() {
    probing.set(false);
  }

  /** True once a probe or a request has told something. */
  public boolean known() {
    return health.known;
  }

  /** Its health as an event. */
  public WorkerEvent event() {
    Health now = health;
    return new WorkerEvent(worker.id(), now.healthy, now.reason, now.models, now.at);
  }

  public WorkerMetrics metrics() {
    Health now = health;
    Quantiles times = quantiles();
    Breaker circuit = breaker.state();
    return new WorkerMetrics(
        worker.id(),
        healthy(),
        reason(),
        now.models,
        worker.slots(),
        isResting() ? worker.slots() : slots.inFlight(),
        succeeded.sum(),
        faults(),
        latencies.mean(),
        now.at,
        times.median,
        times.nearlyAll,
        circuit,
        slots.waiting(),
        backendQueued,
        failuresByReason());
  }

  private Quantiles quantiles() {
    Quantiles known = quantiles;
    long now = System.nanoTime();
    if (now - known.at < QUANTILES_FRESH) {
      return known;
    }
    float[] sorted = latencies.sorted();
    Quantiles fresh =
        new Quantiles(
            Latencies.quantile(sorted, MEDIAN), Latencies.quantile(sorted, NEARLY_ALL), now);
    quantiles = fresh;
    return fresh;
  }

  private static Map<Reason, LongAdder> counters() {
    Map<Reason, LongAdder> counters = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      counters.put(reason, new LongAdder());
    }
    return counters;
  }

  private LongAdder counter(Reason reason) {
    return Objects.requireNonNull(failures.get(reason));
  }

  private long faults() {
    long sum = 0;
    for (Reason reason : FAULTS) {
      sum += counter(reason).sum();
    }
    return sum;
  }

  private Map<Reason, Long> failuresByReason() {
    Map<Reason, Long> counted = Map.of();
    for (Map.Entry<Reason, LongAdder> one : failures.entrySet()) {
      long count = one.getValue().sum();
      if (count > 0) {
        counted = counted.isEmpty() ? new EnumMap<>(Reason.class) : counted;
        counted.put(one.getKey(), count);
      }
    }
    return counted;
  }
}
