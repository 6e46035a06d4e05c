package ngo.zoo.routing.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.persistence.billing.CreditLeases;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.leases.Drawn;
import ngo.zoo.rewards.leases.LeaseDesk;
import ngo.zoo.rewards.leases.LeaseLedger;
import ngo.zoo.rewards.leases.LeaseScope;
import ngo.zoo.rewards.leases.OpenedLease;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.routing.rules.verification.AnswerPlan;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches against books that fail in every way. */
@Timeout(60)
class ReceiptWriterTest {
  private static final Amount FEE = Amount.keeper(BigInteger.ONE);
  private static final UUID PAYER = new UUID(7, 7);

  private final Books books = new Books();
  private final ReceiptWriter writer =
      new ReceiptWriter(books, Duration.ofMillis(100), Duration.ofSeconds(1));
  private final LeaseDesk desk =
      new LeaseDesk(
          new EndlessLedger(),
          new LeaseDesk.Terms(
              0, 1, Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(5)),
          () -> Duration.ofMinutes(1),
          Runnable::run,
          System::nanoTime,
          Instant::now);

  @AfterEach
  void stop() {
    writer.stop();
  }

  @Test
  void aCommitWhoseAnswerWasLostCountsOnce() throws Exception {
    books.loseAnswers.set(1);
    writer.start(Thread::new);
    List<Answered> answers = add(20);
    for (Answered answer : answers) {
      assertThat(answer.committed().get(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(books.committed).hasSize(20);
  }

  /** Whoever makes an answer that cannot be written must not hold up everybody's receipts. */
  @Test
  void oneThatCannotBeWrittenIsFoundAndTheOthersAreWrittenSoon() throws Exception {
    List<Answered> answers = add(64);
    Answered poison = answers.get(17);
    books.poison = poison.query().id();
    long begun = System.nanoTime();
    writer.start(Thread::new);
    assertThat(poison.committed().get(40, TimeUnit.SECONDS)).isFalse();
    for (Answered answer : answers) {
      assertThat(answer.committed().get(1, TimeUnit.SECONDS)).isEqualTo(answer != poison);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void nothingIsGivenUpWhileTheBooksAreAway() throws Exception {
    books.away = true;
    writer.start(Thread::new);
    List<Answered> answers = add(3);
    assertThat(books.refused.await(12)).isTrue();
    assertThat(answers).noneMatch(answer -> answer.committed().isDone());
    books.away = false;
    for (Answered answer : answers) {
      assertThat(answer.committed().get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anErrorEndsNobodysWaiting() throws Exception {
    books.errors.set(2);
    writer.start(Thread::new);
    assertThat(add(1).getFirst().committed().get(20, TimeUnit.SECONDS)).isTrue();
  }

  /** As when the application goes: the books never come back, and nobody waits for ever. */
  @Test
  void theWriterEndsThoughTheBooksAreAway() throws Exception {
    Thread[] made = new Thread[1];
    books.away = true;
    writer.start(work -> made[0] = new Thread(work));
    List<Answered> answers = add(3);
    assertThat(books.refused.await(3)).isTrue();
    writer.stop();
    assertThat(made[0].join(Duration.ofSeconds(10))).isTrue();
    for (Answered answer : answers) {
      assertThat(answer.committed().get(1, TimeUnit.SECONDS)).isFalse();
    }
  }

  /** What the books are written by must not go before an answer that is being given. */
  @Test
  void theEndWaitsForAnswersOnTheirWayAndLetsNoMoreBegin() throws Exception {
    ReceiptWriter patient =
        new ReceiptWriter(books, Duration.ofMillis(100), Duration.ofSeconds(30));
    patient.start(Thread::new);
    patient.enter();
    Thread stopping = Thread.ofPlatform().start(patient::stop);
    while (!isRefused(patient)) {
      Thread.onSpinWait();
    }
    assertThat(stopping.isAlive()).isTrue();

    Answered answer = answered();
    patient.add(answer);

    assertThat(stopping.join(Duration.ofSeconds(20))).isTrue();
    assertThat(answer.committed().getNow(false)).isTrue();
  }

  private static boolean isRefused(ReceiptWriter writer) {
    try {
      writer.enter();
      writer.leave();
      return false;
    } catch (Refusal refusal) {
      return refusal.code().equals("overloaded");
    }
  }

  @Test
  void whatComesAfterTheEndIsStillAnswered() throws Exception {
    Thread[] made = new Thread[1];
    writer.start(work -> made[0] = new Thread(work));
    writer.enter();
    writer.stop();
    made[0].join(TimeUnit.SECONDS.toMillis(10));
    Answered late = answered();
    writer.add(late);
    assertThat(late.committed().get(5, TimeUnit.SECONDS)).isTrue();
  }

  /** When the server stops, one lease that is over costs the others nothing. */
  @Test
  void whatWaitsAtTheEndIsWrittenThoughALeaseIsOver() throws Exception {
    List<Answered> answers = add(3);
    desk.keep();
    List<Answered> others = add(40);
    books.over = answers.getFirst().drawn().leaseId();
    assertThat(others.getFirst().drawn().leaseId()).isNotEqualTo(books.over);
    writer.start(work -> new Thread(() -> toldToEnd(work)));
    for (Answered answer : answers) {
      assertThat(answer.committed().get(10, TimeUnit.SECONDS)).isTrue();
    }
    for (Answered answer : others) {
      assertThat(answer.committed().get(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(books.committed).hasSize(40);
    assertThat(books.alone).hasSize(3);
  }

  private static void toldToEnd(Runnable work) {
    Thread.currentThread().interrupt();
    work.run();
  }

  /** Thousands may wait: no text waits with them. */
  @Test
  @SuppressWarnings("NullAway")
  void whatWaitsHasNoText() {
    GenerationResult result =
        new GenerationResult(
            "text", "stop", 1, 1, "", List.of(), Map.of(), "", new byte[0], new byte[32]);
    Answered plain = answered();
    Answered waiting =
        plain.query().answered(null, new Inferred(PAYER, result, null, 1), plain.drawn());
    assertThat(plain.query().question().messages()).isNotEmpty();
    assertThat(waiting.query().question().messages()).isEmpty();
    assertThat(waiting.inferred().result().text()).isEmpty();
    assertThat(waiting.inferred().nodeId()).isEqualTo(PAYER);
  }

  private List<Answered> add(int count) {
    List<Answered> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(answered());
    }
    answers.forEach(
        answer -> {
          writer.enter();
          writer.add(answer);
        });
    return answers;
  }

  /** The books here read no row. */
  @SuppressWarnings("NullAway")
  private Answered answered() {
    Drawn drawn =
        desk.take(new LeaseScope(AccountKind.MEMBER, PAYER, null, null), FEE).orElseThrow();
    UUID id = UUID.randomUUID();
    Question question =
        new Question(
            "m", List.of(new Question.Message("user", "x")), null, false, 0, 1, 1, List.of(), 1L);
    Query query =
        Query.asked(
            id,
            new Caller(Caller.Kind.PERSON, PAYER, "somebody", null, Set.of()),
            question,
            FEE,
            new AnswerPlan(VerificationMode.SAMPLED, 1));
    return new Answered(query, null, null, drawn, new CompletableFuture<>());
  }

  /** Counts what is committed. */
  private static final class Books extends BatchSettlement {
    private final Set<UUID> committed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger loseAnswers = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final Countdown refused = new Countdown();
    private final Set<UUID> alone = ConcurrentHashMap.newKeySet();
    private volatile boolean away;
    private volatile @Nullable UUID poison;
    private volatile @Nullable UUID over;

    @Override
    public void settle(List<Answered> answers) {
      mustBeThere();
      if (errors.getAndDecrement() > 0) {
        throw new StackOverflowError("as told");
      }
      for (Answered answer : answers) {
        if (answer.drawn().leaseId().equals(over)) {
          throw new CreditLeases.Refused(answer.drawn().leaseId());
        }
      }
      Set<UUID> ids = new HashSet<>();
      answers.forEach(answer -> ids.add(answer.query().id()));
      if (poison != null && ids.contains(poison)) {
        throw new IllegalStateException("it cannot be written");
      }
      if (ids.stream().anyMatch(committed::contains)) {
        throw new IllegalStateException("duplicate key");
      }
      committed.addAll(ids);
      if (loseAnswers.getAndDecrement() > 0) {
        throw new IllegalStateException("the connection broke at the commit");
      }
    }

    @Override
    public void settleAlone(Answered answer) {
      alone.add(answer.query().id());
    }

    @Override
    public Set<UUID> written(List<UUID> queries) {
      mustBeThere();
      Set<UUID> there = new HashSet<>(queries);
      there.retainAll(committed);
      return there;
    }

    private void mustBeThere() {
      if (away) {
        refused.one();
        throw new IllegalStateException("no connection");
      }
    }
  }

  /** Counts to a number somebody waits for. */
  private static final class Countdown {
    private int count;

    synchronized void one() {
      count++;
      notifyAll();
    }

    synchronized boolean await(int wanted) throws InterruptedException {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (count < wanted && System.nanoTime() - until < 0) {
        TimeUnit.MILLISECONDS.timedWait(this, 100);
      }
      return count >= wanted;
    }
  }

  /** Lends without end. */
  private static final class EndlessLedger implements LeaseLedger {
    @Override
    public Optional<OpenedLease> open(LeaseScope scope, Amount most, Amount least) {
      Amount much = Amount.keeper(BigInteger.valueOf(1_000_000));
      return Optional.of(new OpenedLease(UUID.randomUUID(), much, null, false));
    }

    @Override
    public Map<UUID, Boolean> renew(Collection<UUID> leases) {
      return Map.of();
    }

    @Override
    public void giveBack(UUID lease, Amount unspent) {}

    @Override
    public void close(UUID lease) {}

    @Override
    public void recall(LeaseScope scope) {}
  }
}
