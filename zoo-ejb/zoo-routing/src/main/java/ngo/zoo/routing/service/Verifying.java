package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.gpu.VerificationRequest;
import ngo.zoo.persistence.routing.CheckRow;
import ngo.zoo.persistence.routing.DisputeStore;
import ngo.zoo.persistence.routing.DisputeStore.Objection;
import ngo.zoo.persistence.routing.DrawnAnswer;
import ngo.zoo.persistence.routing.Judgement;
import ngo.zoo.persistence.routing.VerificationEpochs;
import ngo.zoo.persistence.routing.VerificationStore;
import ngo.zoo.routing.rules.verification.Lottery;
import ngo.zoo.routing.rules.verification.Staircase.Step;
import ngo.zoo.shared.BusinessClock;
import org.jboss.logging.Logger;

/**
 * Checks answers after they were settled: draws them, has the drawn ones checked on another owner's
 * node, judges them, and follows doubts up the staircase. Nothing of it is on a question's way.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Verifying {
  private static final Logger LOG = Logger.getLogger(Verifying.class);
  private static final int DRAWS = 1_000;
  private static final int MOST_DRAWS = 5;
  private static final int CHECKS = 50;

  @Inject private VerificationStore store;
  @Inject private DisputeStore disputes;
  @Inject private VerifierPool verifiers;
  @Inject private FirstChecks first;
  @Inject private KeptAnswers kept;
  @Inject private BusinessClock clock;
  @EJB private VerificationBooks books;

  /** One round; what fails is tried again in the next. */
  public void round() {
    // So many in a round and no more: what is left waits, for answering comes first.
    for (int i = 0; i < MOST_DRAWS && books.draw(DRAWS) == DRAWS; i++) {
      LOG.debug("More answers than one draw takes");
    }
    List<DrawnAnswer> waiting = store.waiting(clock.now(), CHECKS);
    List<Judgement> doubted = store.doubted(clock.now(), CHECKS);
    if (!waiting.isEmpty() || !doubted.isEmpty()) {
      VerificationEpochs.Current epoch = books.epoch();
      waiting.forEach(answer -> carefully(() -> checkOrPostpone(answer, epoch)));
      store.pools().forEach(pool -> carefully(() -> books.judge(pool)));
      doubted.forEach(judgement -> carefully(() -> followOrPostpone(judgement, epoch.lottery())));
    }
  }

  private static void carefully(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.warn("A step of verification failed; it is tried again", e);
    }
  }

  /** One that fails again and again must not stand in the way of all others. */
  private void checkOrPostpone(DrawnAnswer answer, VerificationEpochs.Current epoch) {
    try {
      check(answer, epoch);
    } catch (RuntimeException e) {
      books.postpone(answer.receiptId());
      throw e;
    }
  }

  private void check(DrawnAnswer answer, VerificationEpochs.Current epoch) {
    Optional<VerificationRequest> text = kept.of(answer.receiptId());
    if (text.isEmpty()) {
      books.giveUp(answer.receiptId());
      return;
    }
    VerifierPool.Task task = new VerifierPool.Task(List.of(answer), List.of(text.get()), Set.of());
    if (!first.check(task, epoch)) {
      books.postpone(answer.receiptId());
    }
  }

  private void followOrPostpone(Judgement judgement, Lottery lottery) {
    try {
      follow(judgement, lottery);
    } catch (RuntimeException e) {
      books.postpone(judgement.id(), 0);
      throw e;
    }
  }

  private void follow(Judgement judgement, Lottery lottery) {
    VerificationBooks.Next next = books.next(judgement);
    switch (next.step()) {
      case CLEAR -> books.clear(judgement.id());
      case DISPUTE -> books.dispute(judgement.id());
      case ASK_ONE, ASK_PANEL -> ask(judgement, next, lottery);
    }
  }

  private void ask(Judgement judgement, VerificationBooks.Next next, Lottery lottery) {
    List<VerificationRequest> texts =
        judgement.receipts().stream().flatMap(id -> kept.of(id).stream()).toList();
    List<DrawnAnswer> answers =
        judgement.receipts().stream().flatMap(id -> store.answer(id).stream()).toList();
    List<CheckRow> found =
        texts.size() < answers.size()
            ? List.of()
            : check(
                new VerifierPool.Task(answers, texts, challenger(judgement)),
                next.rank(),
                former(judgement, next.step()),
                lottery);
    if (found.isEmpty()) {
      books.postpone(judgement.id(), judgement.attempts());
    } else {
      books.keep(found);
    }
  }

  private List<CheckRow> check(
      VerifierPool.Task task, int rank, Set<UUID> former, Lottery lottery) {
    return verifiers.check(task, rank, verifiers.candidates(task, former, lottery));
  }

  /** Who objects is no judge of it. */
  private Set<UUID> challenger(Judgement judgement) {
    return disputes.objection(judgement.id()).stream()
        .map(Objection::challenger)
        .collect(Collectors.toSet());
  }

  private Set<UUID> former(Judgement judgement, Step step) {
    return store.checks(judgement.receipts()).stream()
        .filter(row -> !judgement.challenged() || step != Step.ASK_PANEL || row.rank() >= 2)
        .map(CheckRow::verifierId)
        .collect(Collectors.toSet());
  }
}
