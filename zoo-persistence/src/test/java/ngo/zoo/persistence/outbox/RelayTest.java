package ngo.zoo.persistence.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.OutboxHandler;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.TryLater;
import org.junit.jupiter.api.Test;

class RelayTest {
  /** What the handler under test does with a fact. */
  private interface Work {
    void handle(UUID subject) throws Exception;
  }

  /** As the container would: each method in a transaction of its own. */
  private static final class ContainerQueue extends EventQueue {
    private final Database database;

    ContainerQueue(Database database) {
      super(database);
      this.database = database;
    }

    @Override
    public List<String> listenersDue(Instant now) {
      return database.inTransaction(() -> super.listenersDue(now));
    }

    @Override
    public Optional<OutboxEvent> claim(String listener, Instant now) {
      return database.inTransaction(() -> super.claim(listener, now));
    }

    @Override
    public void run(OutboxEvent event, OutboxHandler handler) {
      database.inTransaction(() -> super.run(event, handler));
    }

    @Override
    public void postpone(OutboxEvent event, String why, Instant now) {
      database.inTransaction(() -> super.postpone(event, why, now));
    }

    @Override
    public void failed(OutboxEvent event, String error, Instant now) {
      database.inTransaction(() -> super.failed(event, error, now));
    }
  }

  private final Database database = new Database();
  private final EventQueue queue = new ContainerQueue(database);
  private final JdbcOutbox outbox = new JdbcOutbox(database);
  private final StuckEvents stuck = new StuckEvents(database);
  private final Sql sql = new Sql(database);
  private final String listener = "test-" + UUID.randomUUID();
  private final UUID subject = Ids.next();

  @Test
  void aFactReachesItsHandlerOnce() {
    List<UUID> seen = new ArrayList<>();
    add();

    assertThat(relay(seen::add).deliver(listener)).isEqualTo(1);
    assertThat(relay(seen::add).deliver(listener)).isZero();

    assertThat(seen).containsExactly(subject);
    assertThat(status()).isEqualTo("DONE");
  }

  @Test
  void aFactOfARolledBackTransactionIsNeverSeen() {
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    () -> {
                      outbox.add(listener, "tested", subject, "{}");
                      throw new IllegalArgumentException("rolled back");
                    }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(queue.claim(listener, Instant.now())).isEmpty();
  }

  @Test
  void whatAFailedHandlerWroteIsUndoneAndTheEventWaits() {
    add();

    relay(
            id -> {
              sql.update("insert into member values (?, ?, 'name', now())", id, listener);
              throw new IOException("outside is broken");
            })
        .deliver(listener);

    assertThat(sql.number("select count(*) from member where login = ?", listener)).isZero();
    assertThat(status()).isEqualTo("PENDING");
    assertThat(attempts()).isEqualTo(1);
    assertThat(queue.claim(listener, Instant.now())).isEmpty();
    assertThat(queue.claim(listener, Instant.now().plusSeconds(3))).isPresent();
  }

  @Test
  void anEventIsParkedAfterTheLastAttemptAndResubmittedByStaff() {
    add();
    Relay failing =
        relay(
            id -> {
              throw new IllegalStateException("always");
            });
    for (int i = 0; i < EventQueue.MOST_ATTEMPTS; i++) {
      makeDue();
      assertThat(failing.deliver(listener)).isEqualTo(1);
    }
    assertThat(status()).isEqualTo("STUCK");
    makeDue();
    assertThat(failing.deliver(listener)).isZero();

    StuckEvent event =
        stuck.page(Caller.SYSTEM, PageRequest.first(200)).items().stream()
            .filter(e -> e.subjectId().equals(subject))
            .findFirst()
            .orElseThrow();
    assertThat(event.attempts()).isEqualTo(EventQueue.MOST_ATTEMPTS);
    assertThat(event.lastError()).contains("always");

    stuck.resubmit(Caller.SYSTEM, event.id());
    assertThat(relay(id -> {}).deliver(listener)).isEqualTo(1);
    assertThat(status()).isEqualTo("DONE");
    assertThatThrownBy(() -> stuck.resubmit(Caller.SYSTEM, event.id())).isInstanceOf(Refusal.class);
  }

  @Test
  void anEventThatAlwaysTakesTheServerDownIsParkedToo() {
    add();
    for (int i = 0; i < EventQueue.MOST_ATTEMPTS; i++) {
      makeDue();
      // Claimed, and then the process is gone: nobody says how it ended.
      assertThat(queue.claim(listener, Instant.now())).isPresent();
    }
    makeDue();
    List<UUID> seen = new ArrayList<>();

    relay(seen::add).deliver(listener);

    assertThat(seen).isEmpty();
    assertThat(status()).isEqualTo("STUCK");
  }

  @Test
  void tryLaterCountsNoAttemptEvenWhenTheContainerWrapsIt() {
    add();
    Relay waiting =
        relay(
            id -> {
              throw new IllegalStateException("wrapped", new TryLater("node is down"));
            });
    for (int i = 0; i < EventQueue.MOST_ATTEMPTS + 2; i++) {
      makeDue();
      waiting.deliver(listener);
    }

    assertThat(status()).isEqualTo("PENDING");
    assertThat(attempts()).isZero();
    assertThat(queue.claim(listener, Instant.now().plusSeconds(4))).isEmpty();
    assertThat(queue.claim(listener, Instant.now().plusSeconds(6))).isPresent();
  }

  @Test
  void whatOneEventWaitsForTheOthersOfItsListenerAreNotTriedWith() {
    add();
    add();
    add();
    List<UUID> seen = new ArrayList<>();
    Relay waiting =
        relay(
            id -> {
              seen.add(id);
              throw new TryLater("node is down");
            });

    assertThat(waiting.deliver(listener)).isEqualTo(1);

    assertThat(seen).hasSize(1);
    assertThat(relay(id -> {}).deliver(listener)).isEqualTo(2);
  }

  @Test
  void withoutAHandlerTheEventIsKept() {
    add();

    new Relay(queue, handlers(List.of())).deliver(listener);

    assertThat(status()).isEqualTo("PENDING");
    assertThat(attempts()).isEqualTo(1);
  }

  @Test
  void manyRelaysHandleEachEventOnce() throws Exception {
    List<UUID> subjects = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      UUID id = Ids.next();
      subjects.add(id);
      outbox.add(listener, "tested", id, "{}");
    }
    List<UUID> seen = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> relays = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        relays.add(threads.submit(() -> relay(seen::add).deliver(listener)));
      }
      for (Future<Integer> relay : relays) {
        relay.get();
      }
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(subjects);
  }

  @Test
  void onlyStaffSeesStuckEvents() {
    Caller member = new Caller(Caller.Kind.PERSON, Ids.next(), "maya", null, Set.of());

    assertThatThrownBy(() -> stuck.page(member, PageRequest.first(5))).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> stuck.resubmit(member, subject)).isInstanceOf(Refusal.class);
  }

  @Test
  void backOffDoublesUpToTwoMinutes() {
    assertThat(EventQueue.backOff(1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(EventQueue.backOff(2)).isEqualTo(Duration.ofSeconds(4));
    assertThat(EventQueue.backOff(20)).isEqualTo(Duration.ofSeconds(128));
  }

  private void add() {
    database.inTransaction(() -> outbox.add(listener, "tested", subject, "{\"a\": 1}"));
  }

  private void makeDue() {
    sql.update("update outbox_event set process_after = now() where listener = ?", listener);
  }

  private String status() {
    return sql.first(
            "select status from outbox_event where listener = ?", row -> row.getString(1), listener)
        .orElseThrow();
  }

  private int attempts() {
    return sql.number("select attempts from outbox_event where listener = ?", listener)
        .intValueExact();
  }

  private Relay relay(Work work) {
    OutboxHandler handler =
        new OutboxHandler() {
          @Override
          public String listener() {
            return listener;
          }

          @Override
          public void handle(String type, UUID subjectId, String payload) throws Exception {
            work.handle(subjectId);
          }
        };
    return new Relay(queue, handlers(List.of(handler)));
  }

  /** The relay only walks through the handlers. */
  @SuppressWarnings("unchecked")
  private static Instance<OutboxHandler> handlers(List<OutboxHandler> handlers) {
    return (Instance<OutboxHandler>)
        Proxy.newProxyInstance(
            RelayTest.class.getClassLoader(),
            new Class<?>[] {Instance.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("iterator");
              return handlers.iterator();
            });
  }
}
