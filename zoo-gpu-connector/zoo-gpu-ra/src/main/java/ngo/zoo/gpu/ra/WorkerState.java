package ngo.zoo.gpu.ra;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerEvent;
import ngo.zoo.gpu.WorkerMetrics;

/**
 * What the adapter knows of one worker: slots taken, health, figures. A slot is taken for as long
 * as a handle is open; how many there are may change while some are taken. Thread-safe.
 */
public final class WorkerState {
  /** Weight of the newest request in the moving average of times. */
  private static final double NEWEST = 0.2;

  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicBoolean probing = new AtomicBoolean();
  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile Worker worker;
  private volatile Health health = Health.UNPROBED;
  private double meanMillis;

  /** What the last probe or a failed request found. */
  private record Health(
      boolean known, boolean healthy, String reason, List<String> models, Instant at) {
    static final Health UNPROBED =
        new Health(false, false, "not probed yet", List.of(), Instant.EPOCH);
  }

  public WorkerState(Worker worker) {
    this.worker = worker;
  }

  public Worker worker() {
    return worker;
  }

  /** Takes over what is newly known; at another address or key its health is unknown again. */
  void replace(Worker known) {
    Worker before = worker;
    worker = known;
    if (!before.url().equals(known.url())
        || !Arrays.equals(before.publicKey(), known.publicKey())) {
      health = Health.UNPROBED;
    }
  }

  public boolean healthy() {
    return health.healthy;
  }

  public String reason() {
    return health.reason;
  }

  public void up(List<String> models, Instant at) {
    health = new Health(true, true, "", List.copyOf(models), at);
  }

  public void down(String reason, Instant at) {
    health = new Health(true, false, reason, health.models, at);
  }

  /** False when all slots are taken. */
  public boolean takeSlot() {
    int now = taken.get();
    while (now < worker.slots()) {
      if (taken.compareAndSet(now, now + 1)) {
        return true;
      }
      now = taken.get();
    }
    return false;
  }

  public void returnSlot() {
    taken.decrementAndGet();
  }

  public synchronized void succeeded(long millis) {
    succeeded.increment();
    meanMillis = meanMillis == 0 ? millis : meanMillis + NEWEST * (millis - meanMillis);
  }

  public void failed() {
    failed.increment();
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

  public synchronized WorkerMetrics metrics() {
    Health now = health;
    return new WorkerMetrics(
        worker.id(),
        now.healthy,
        now.reason,
        now.models,
        worker.slots(),
        taken.get(),
        succeeded.sum(),
        failed.sum(),
        meanMillis,
        now.at);
  }
}
