package ngo.zoo.bench.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.routing.rules.verification.Calibration;
import ngo.zoo.routing.rules.verification.CheckPlan;
import ngo.zoo.routing.rules.verification.Lottery;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.Staircase;
import ngo.zoo.routing.rules.verification.TrackRecord;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;

/**
 * One node's answers as the service treats them: drawn by the lottery, short ones pooled, judged,
 * followed up the staircase.
 */
final class Network {
  private static final Amount FEE = Amount.parse(Asset.KEEPER, "0.01");
  private static final CheckPlan.Values VALUES = new CheckPlan.Values(FEE, FEE);

  private final SplittableRandom random;
  private final Calibration calibration;
  private final Lottery lottery;

  /**
   * What a node's answers led to.
   *
   * @param answers it gave
   * @param executions verifiers' runs of one answer each
   * @param dispute answers until the first dispute, 0 for none
   * @param slash answers until the pattern, 0 for none
   */
  record Story(int answers, int executions, int dispute, int slash) {}

  /**
   * How a node behaves.
   *
   * @param falsely in percent of its answers, the others are honest
   * @param partners in percent of the verifiers, who pass whatever it answers
   * @param tokens of an answer
   */
  record Habit(Prover prover, int falsely, int partners, int tokens) {}

  Network(SplittableRandom random) {
    this.random = random;
    calibration = Pools.calibrated(random);
    byte[] seed = new byte[Lottery.SEED];
    random.nextBytes(seed);
    lottery = new Lottery(seed);
  }

  /**
   * @param rate of checks in millionths instead of the adaptive rule's after probation; 0 for that
   *     rule, from the first answer on
   * @param most ends there, or with the slash
   */
  Story live(Habit habit, int rate, int most) {
    return new Life(habit, rate).run(most);
  }

  private final class Life {
    private final Habit habit;
    private final int rate;
    private final double machine = World.machine(random);
    private final List<List<Position>> pool = new ArrayList<>();
    private final List<Boolean> judged = new ArrayList<>();
    private TrackRecord record;
    private int executions;
    private int dispute;
    private int slash;

    Life(Habit habit, int rate) {
      this.habit = habit;
      this.rate = rate;
      record = rate == 0 ? TrackRecord.NEW : new TrackRecord(TrackRecord.ALWAYS);
    }

    Story run(int most) {
      int answers = 0;
      while (answers < most && slash == 0) {
        answers++;
        answer(answers);
      }
      return new Story(answers, executions, dispute, slash);
    }

    private void answer(int number) {
      UUID query = new UUID(random.nextLong(), random.nextLong());
      int probability = CheckPlan.of(VerificationMode.SAMPLED, FEE, VALUES, record).probability();
      if (rate > 0 && !record.isOnProbation()) {
        probability = rate;
      }
      if (!lottery.draws(query, probability)) {
        return;
      }
      pool.add(given());
      executions++;
      if (pool.stream().mapToInt(List::size).sum() >= Measure.LEAST_TOKENS) {
        judge(number);
        pool.clear();
      }
    }

    private List<Position> given() {
      boolean falsely = random.nextInt(100) < habit.falsely;
      double noise = World.answer(machine, random);
      return Pools.answer(falsely ? habit.prover : Prover.HONEST, noise, habit.tokens, random);
    }

    private void judge(int number) {
      List<Verdict> verdicts = new ArrayList<>(List.of(verdict()));
      record = record.after(verdicts.getFirst(), pool.size());
      Staircase.Step step = Staircase.next(verdicts);
      while (step == Staircase.Step.ASK_ONE || step == Staircase.Step.ASK_PANEL) {
        executions += pool.size();
        verdicts.add(verdict());
        step = Staircase.next(verdicts);
      }
      judged.addFirst(step == Staircase.Step.DISPUTE);
      if (step == Staircase.Step.DISPUTE && dispute == 0) {
        dispute = number;
      }
      if (Staircase.isPattern(calibration, judged)) {
        slash = number;
      }
    }

    private Verdict verdict() {
      if (random.nextInt(100) < habit.partners) {
        return Verdict.PASS;
      }
      double verifier = World.answer(World.machine(random), random);
      Measure sum = Measure.NONE;
      for (List<Position> answer : pool) {
        sum = sum.plus(Pools.checked(answer, verifier, random));
      }
      return calibration.thresholds().judge(sum);
    }
  }
}
