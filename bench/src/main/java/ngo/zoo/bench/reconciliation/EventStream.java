package ngo.zoo.bench.reconciliation;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;

/**
 * A seeded delivery of events: in a hundred, three come twice and one comes very late; a step may
 * come before the one it follows. It also keeps what the answers cost in truth, per group.
 */
final class EventStream {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final long DAYS = 30;
  private static final String[] MODELS = {"zoo-keeper-tiny", "zoo-keeper-large"};
  private static final int LATEST = 20_000;

  private record Delivery(long position, UsageEvent event) {}

  private final Random random;
  private final Tenants tenants;
  private final long most;
  private final PriorityQueue<Delivery> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Delivery::position));
  private final Map<Group, BigInteger> truth = new HashMap<>();
  private long scheduled;
  private long now;
  private long answers;

  /** The first {@code most} events, and what is left of the answers begun by then. */
  EventStream(long seed, Tenants tenants, long most) {
    this.random = new Random(seed);
    this.tenants = tenants;
    this.most = most;
  }

  /** The next events in the order of delivery; none at the end. */
  List<UsageEvent> next(int size) {
    List<UsageEvent> events = new ArrayList<>();
    while (events.size() < size && (scheduled < most || !waiting.isEmpty())) {
      while (scheduled < most && (waiting.isEmpty() || waiting.peek().position > now)) {
        ask();
      }
      Delivery delivery = waiting.remove();
      now = Math.max(now, delivery.position);
      events.add(delivery.event);
    }
    return events;
  }

  long scheduled() {
    return scheduled;
  }

  long answers() {
    return answers;
  }

  Map<Group, BigInteger> truth() {
    return truth;
  }

  private void ask() {
    now++;
    Answer answer = answer();
    deliver(answer, UsageEvent.Step.RESERVED, now);
    if (answer.answered()) {
      answers++;
      truth.merge(answer.group(), BigInteger.valueOf(answer.fee()), BigInteger::add);
      deliver(answer, UsageEvent.Step.SETTLED, now + random.nextInt(40));
      deliver(answer, UsageEvent.Step.FINAL, now + 20 + random.nextInt(400));
    } else {
      deliver(answer, UsageEvent.Step.RELEASED, now + 20 + random.nextInt(400));
    }
  }

  private void deliver(Answer answer, UsageEvent.Step step, long position) {
    UsageEvent event = new UsageEvent(answer, step);
    long jitter = random.nextInt(30) + (random.nextInt(100) == 0 ? random.nextInt(LATEST) : 0);
    add(new Delivery(position + jitter, event));
    if (random.nextInt(100) < 3) {
      add(new Delivery(position + jitter + random.nextInt(500), event));
    }
  }

  private void add(Delivery delivery) {
    waiting.add(delivery);
    scheduled++;
  }

  private Answer answer() {
    return new Answer(
        new UUID(random.nextLong(), random.nextLong()),
        tenants.keys().get(random.nextInt(tenants.keys().size())),
        MODELS[random.nextInt(MODELS.length)],
        1 + random.nextLong(1_000_000_000_000L),
        1 + random.nextInt(500),
        1 + random.nextInt(300),
        BEGIN.plus(Duration.ofSeconds(random.nextLong(DAYS * 86_400))),
        tenants.authors().get(random.nextInt(tenants.authors().size())),
        random.nextInt(50) != 0);
  }
}
