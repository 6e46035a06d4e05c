package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.persistence.routing.CheckRow;
import ngo.zoo.persistence.routing.DrawnAnswer;
import ngo.zoo.persistence.routing.Judgement;
import ngo.zoo.persistence.routing.VerificationEpochs;
import ngo.zoo.persistence.routing.VerificationStore;
import ngo.zoo.persistence.routing.VerificationStore.Draw;
import ngo.zoo.persistence.routing.VerificationStore.Kind;
import ngo.zoo.persistence.routing.VerificationStore.Pool;
import ngo.zoo.rewards.service.ChallengeBonds;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.routing.rules.verification.CheckPlan;
import ngo.zoo.routing.rules.verification.Lottery;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.Pooling;
import ngo.zoo.routing.rules.verification.Staircase;
import ngo.zoo.routing.rules.verification.Staircase.Step;
import ngo.zoo.routing.rules.verification.Thresholds;
import ngo.zoo.routing.rules.verification.TrackRecord;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import org.jspecify.annotations.Nullable;

/** Writes down draws, checks and judgements, each call in a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class VerificationBooks {
  /** After so many looks without a verifier a doubt cannot be settled by machines. */
  private static final int MOST_ATTEMPTS = 12;

  /** A challenge goes to people sooner: somebody waits. */
  private static final int CHALLENGE_ATTEMPTS = 2;

  private static final Duration LATER = Duration.ofSeconds(10);

  @Inject VerificationStore store;
  @Inject VerificationEpochs epochs;
  @Inject AnswerPlans plans;
  @Inject Parameters parameters;
  @Inject BusinessClock clock;
  @Inject VerifierPool verifiers;
  @EJB private Disputes disputes;
  @EJB private ChallengeBonds bonds;

  /** The lottery that is on now. */
  public VerificationEpochs.Current epoch() {
    return epochs.at(clock.now());
  }

  /** Draws for answers that were settled meanwhile; returns how many. */
  public int draw(int most) {
    store.giveUpLate(clock.now());
    Instant newest = clock.now().plus(parameters.duration(Parameter.DISPUTE_WINDOW));
    List<DrawnAnswer> answers = store.undrawn(clock.now(), newest, most);
    if (!answers.isEmpty()) {
      VerificationEpochs.Current epoch = epochs.at(clock.now());
      Map<Likely, Odds> odds = new HashMap<>();
      store.draw(
          answers.stream().map(answer -> drawn(answer, odds, epoch.lottery())).toList(),
          epoch.number(),
          clock.now());
    }
    return answers.size();
  }

  /** How likely a node's answers are checked now, and whether anybody could. */
  private record Odds(int probability, boolean able) {}

  /** What the odds depend on. */
  private record Likely(Pool pool, Amount value, @Nullable VerificationMode asked) {}

  private Draw drawn(DrawnAnswer answer, Map<Likely, Odds> known, Lottery lottery) {
    Amount value = plans.value(answer.model(), answer.fee());
    Odds odds =
        known.computeIfAbsent(
            new Likely(
                new Pool(answer.nodeId(), answer.model(), answer.modelSha256()),
                value,
                answer.asked()),
            any ->
                answer.modelSha256().isEmpty()
                    ? new Odds(0, false)
                    : new Odds(probability(answer, value), verifiers.anybody(answer)));
    boolean drawn = lottery.draws(answer.receiptId(), odds.probability());
    String state = drawn ? odds.able() ? "WAITING" : "GIVEN_UP" : "NONE";
    return new Draw(answer.receiptId(), odds.probability(), state);
  }

  private int probability(DrawnAnswer answer, Amount value) {
    return CheckPlan.probability(
        plans.governed(),
        answer.asked(),
        value,
        plans.values(),
        store.track(answer.nodeId(), answer.modelSha256()));
  }

  /** Keeps what a verifier found. */
  public void keep(List<CheckRow> checks) {
    checks.forEach(store::add);
  }

  /** Nobody could check it now. */
  public void postpone(UUID receipt) {
    store.postpone(receipt, clock.now(), clock.now().plus(LATER));
  }

  /** Its text is not kept, so nobody can check it. */
  public void giveUp(UUID receipt) {
    store.giveUp(receipt);
  }

  /** Judges a node's first checks as soon as they are long enough together; returns how often. */
  public int judge(Pool pool) {
    Map<Boolean, List<CheckRow>> fitting =
        store.pooled(pool).stream().collect(Collectors.partitioningBy(CheckRow::textFits));
    List<List<CheckRow>> enough =
        Pooling.of(fitting.getOrDefault(true, List.of()), store.calibrated(pool.modelSha256()));
    for (List<CheckRow> together : enough) {
      Measure sum = sum(together);
      judge(pool, together, sum, thresholds(pool.modelSha256(), together).judge(sum));
    }
    // No pooling is needed to see that the tokens do not make the answer.
    List<CheckRow> unfit = fitting.getOrDefault(false, List.of());
    unfit.forEach(row -> judge(pool, List.of(row), row.measure(), Verdict.FAIL));
    return unfit.size() + enough.size();
  }

  private static Measure sum(List<CheckRow> rows) {
    return rows.stream().map(CheckRow::measure).reduce(Measure.NONE, Measure::plus);
  }

  private void judge(Pool pool, List<CheckRow> rows, Measure measure, Verdict verdict) {
    List<UUID> receipts = rows.stream().map(CheckRow::receiptId).toList();
    TrackRecord record = store.track(pool.nodeId(), pool.modelSha256());
    store.track(
        pool.nodeId(),
        pool.modelSha256(),
        record.after(verdict, receipts.size()),
        rows.getLast().backends());
    String state = verdict.isDoubtful() ? "DOUBTED" : "CLEARED";
    store.judge(pool, Kind.SAMPLE, receipts, measure, verdict, state, clock.now());
    store.mark(
        receipts,
        verdict.isDoubtful() ? VerificationStatus.FAILED_ONCE : VerificationStatus.SAMPLED_OK);
  }

  private Thresholds thresholds(String modelSha256, List<CheckRow> rows) {
    return store
        .calibration(modelSha256, rows.stream().map(CheckRow::backends).toList())
        .thresholds();
  }

  /** What is to be done next about a doubt, and with which rank the next verifier checks. */
  public record Next(Step step, int rank) {}

  /** Reads how far the staircase was climbed. */
  public Next next(Judgement judgement) {
    List<CheckRow> checks = store.checks(judgement.receipts());
    if (judgement.challenged()) {
      List<Verdict> panel = verdicts(judgement, checks, 2);
      boolean enough =
          panel.size() >= Staircase.PANEL || judgement.attempts() >= CHALLENGE_ATTEMPTS;
      return enough
          ? new Next(Staircase.challenged(panel), 0)
          : new Next(Step.ASK_PANEL, 2 + panel.size());
    }
    List<Verdict> verdicts = verdicts(judgement, checks, 0);
    Step step = Staircase.next(verdicts);
    return new Next(step, verdicts.size());
  }

  /** Of each rank that has looked at all answers, from this one on without a gap. */
  private List<Verdict> verdicts(Judgement judgement, List<CheckRow> checks, int from) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int rank = from; rank < 2 + Staircase.PANEL; rank++) {
      int wanted = rank;
      List<CheckRow> rows = checks.stream().filter(row -> row.rank() == wanted).toList();
      if (rows.size() < judgement.receipts().size()) {
        break;
      }
      verdicts.add(verdict(judgement, rows));
    }
    return verdicts;
  }

  private Verdict verdict(Judgement judgement, List<CheckRow> rows) {
    if (!rows.stream().allMatch(CheckRow::textFits)) {
      return Verdict.FAIL;
    }
    Measure sum = sum(rows);
    Verdict verdict = thresholds(judgement.modelSha256(), rows).judge(sum);
    // Too few tokens to condemn by: a challenged short answer is left to people.
    return verdict == Verdict.FAIL && !sum.isEnough() ? Verdict.SUSPECT : verdict;
  }

  /** No verifier now. Returns false when the doubt is given up. */
  public boolean postpone(UUID judgementId, int attempts) {
    if (attempts >= MOST_ATTEMPTS) {
      store
          .lockDoubted(judgementId)
          .ifPresent(
              judgement -> {
                store.end(judgementId, "UNRESOLVED");
                bonds.giveBack(judgementId);
                store.mark(judgement.receipts(), VerificationStatus.UNCHECKED);
              });
      return false;
    }
    store.postponeJudgement(judgementId, clock.now().plus(LATER));
    return true;
  }

  /** The answers stand. */
  public void clear(UUID judgementId) {
    store
        .lockDoubted(judgementId)
        .ifPresent(
            judgement -> {
              store.end(judgementId, "CLEARED");
              bonds.lose(judgementId);
              store.mark(
                  judgement.receipts(),
                  judgement.challenged()
                      ? VerificationStatus.OVERTURNED
                      : VerificationStatus.SAMPLED_OK);
            });
  }

  /** The answers go to the panel of people. */
  public void dispute(UUID judgementId) {
    store.lockDoubted(judgementId).ifPresent(disputes::open);
  }
}
