package ngo.zoo.bench.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import ngo.zoo.bench.verification.Network.Habit;
import ngo.zoo.bench.verification.Network.Story;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.rules.verification.Calibration;
import ngo.zoo.routing.rules.verification.Measure;

/**
 * Verification's rules beside honest and dishonest nodes: how far the three tests tell them apart,
 * how often an honest node would be slashed, after how many answers a dishonest one is, and what
 * checking costs.
 */
public final class VerificationBench {
  private static final long LIVES = 3_200_000;
  private static final long FRAMED = 19_200;
  private static final int POOLS = 1_000;
  private static final int[] RATES = {10_000, 20_000, 50_000, 100_000, 200_000, 1_000_000};
  private static final int STORIES = 60;
  private static final int NODES = 50;
  private static final int SEEDS = 5;
  private static final int LIFE = 1_000;
  private static final int TOKENS = 120;
  private static final int CHECKS = 10_000;

  private VerificationBench() {}

  /** Exit status 1 when an honest node may be slashed more often than once in a million lives. */
  public static void main(String[] arguments) throws InterruptedException {
    long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 20_261_121;
    KeeperNumerics.print(seed);
    tests(new SplittableRandom(seed));
    detection(seed);
    verifiers(seed);
    String overhead = overhead(seed);
    framing(seed);
    double bound = honest(seed);
    System.out.println(overhead);
    System.exit(bound < 1e-6 ? 0 : 1);
  }

  private static void tests(SplittableRandom random) {
    Calibration calibration = Pools.calibrated(random);
    line(
        "%nSimulated, %d tokens, median [p5..p95] of %d; calibrated %s",
        Measure.LEAST_TOKENS, POOLS, calibration.thresholds());
    for (Prover prover : Prover.values()) {
      List<Measure> measures = new ArrayList<>();
      for (int i = 0; i < POOLS; i++) {
        double own = World.answer(World.machine(random), random);
        double verifier = World.answer(World.machine(random), random);
        measures.add(Pools.checked(Pools.answered(prover, own, random), verifier, random));
      }
      print(prover.words(), measures, calibration);
    }
  }

  static void print(String words, List<Measure> measures, Calibration calibration) {
    long doubted = measures.stream().filter(m -> judge(calibration, m).isDoubtful()).count();
    long failed = measures.stream().filter(m -> judge(calibration, m) == Verdict.FAIL).count();
    line(
        "%-38s d %s  z %s  hard %s  doubted %5.1f %%  failed %5.1f %%",
        words,
        spread(measures, Measure::meanDistance, "%.4f"),
        spread(measures, Measure::z, "%.1f"),
        spread(measures, m -> 100 * m.hardRate(), "%.1f %%"),
        100.0 * doubted / measures.size(),
        100.0 * failed / measures.size());
  }

  private static Verdict judge(Calibration calibration, Measure measure) {
    return calibration.thresholds().judge(measure);
  }

  private static String spread(
      List<Measure> measures, ToDoubleFunction<Measure> figure, String format) {
    double[] sorted = measures.stream().mapToDouble(figure).sorted().toArray();
    return "%s [%s..%s]"
        .formatted(
            text(format, at(sorted, 0.5)),
            text(format, at(sorted, 0.05)),
            text(format, at(sorted, 0.95)));
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))];
  }

  private static void detection(long seed) {
    line(
        "%nAnswers until the first dispute and until the slash is put to the vote, median (p95) of"
            + " %d, by the share of answers checked",
        STORIES);
    detection(seed, "4-bit weights", new Habit(Prover.INT4, 100, 0, TOKENS));
    detection(
        seed, "4-bit text, true log-probabilities", new Habit(Prover.PREFILL, 100, 0, TOKENS));
    detection(seed, "smaller model", new Habit(Prover.SMALLER, 100, 0, TOKENS));
    detection(seed, "invented text", new Habit(Prover.LAZY, 100, 0, TOKENS));
    detection(seed, "invented text in one answer of ten", new Habit(Prover.LAZY, 10, 0, TOKENS));
    detection(seed, "smaller model, partner 1 of 10", new Habit(Prover.SMALLER, 100, 10, TOKENS));
    detection(seed, "smaller model, partners 3 of 10", new Habit(Prover.SMALLER, 100, 30, TOKENS));
    detection(seed, "smaller model, answers of 6 tokens", new Habit(Prover.SMALLER, 100, 0, 6));
  }

  private static void detection(long seed, String words, Habit habit) {
    StringBuilder row = new StringBuilder("%-36s".formatted(words));
    for (int rate : RATES) {
      SplittableRandom random = new SplittableRandom(seed + rate);
      Network network = new Network(random);
      List<Story> stories =
          IntStream.range(0, STORIES).mapToObj(i -> network.live(habit, rate, 20_000)).toList();
      row.append(
          "  %d%%: %s / %s"
              .formatted(
                  rate / 10_000, until(stories, Story::dispute), until(stories, Story::slash)));
    }
    System.out.println(row);
  }

  private static void verifiers(long seed) {
    line(
        "%nOf ten verifiers some seal that all is well without a look: share of %,d checks lost, by"
            + " the share of probes",
        CHECKS);
    for (int liars : new int[] {0, 1, 3, 6}) {
      StringBuilder row = new StringBuilder("%d of 10 lie".formatted(liars));
      for (int share : new int[] {0, 10_000, 50_000, 200_000}) {
        LyingVerifiers.Outcome found =
            new LyingVerifiers(new SplittableRandom(seed)).live(liars, share, CHECKS);
        row.append(
            String.format(
                Locale.ROOT,
                "  %d%%: lost %.1f %%, liars out %d, honest out %d (overlooked %d)",
                share / 10_000,
                100.0 * found.lost() / found.checks(),
                found.barredLiars(),
                found.barredHonest(),
                found.overlooked()));
      }
      System.out.println(row);
    }
  }

  private static String until(List<Story> stories, ToIntFunction<Story> when) {
    int[] sorted =
        stories.stream()
            .mapToInt(when)
            .map(answers -> answers == 0 ? Integer.MAX_VALUE : answers)
            .sorted()
            .toArray();
    return word(sorted[sorted.length / 2]) + " (" + word(sorted[sorted.length * 19 / 20]) + ")";
  }

  private static String word(int answers) {
    return answers == Integer.MAX_VALUE ? "never" : Integer.toString(answers);
  }

  private static String overhead(long seed) {
    String figure = "";
    line(
        "%n%d honest nodes new to the network: verifiers' executions for each hundred answers, where"
            + " constant k = 3 has 200; median of %d seeds",
        NODES, SEEDS);
    for (int served : new int[] {20, 100, 300, 1_000, 3_000, 10_000}) {
      double[] percents =
          IntStream.range(0, served > 1_000 ? 1 : SEEDS)
              .mapToDouble(i -> overhead(new SplittableRandom(seed + i), served))
              .sorted()
              .toArray();
      line("first %,6d answers of each: %.1f %%", served, percents[percents.length / 2]);
      if (served == LIFE) {
        figure =
            String.format(
                Locale.ROOT,
                "FIGURE adaptive_overhead_percent %.1f percent %.1f..%.1f",
                percents[SEEDS / 2],
                percents[0],
                percents[SEEDS - 1]);
      }
    }
    return figure;
  }

  private static double overhead(SplittableRandom random, int served) {
    Network network = new Network(random);
    long answers = 0;
    long executions = 0;
    for (int i = 0; i < NODES; i++) {
      Story story = network.live(new Habit(Prover.HONEST, 0, 0, TOKENS), 0, served);
      answers += story.answers();
      executions += story.executions();
    }
    return 100.0 * executions / answers;
  }

  private static void framing(long seed) throws InterruptedException {
    line("%nHonest nodes among verifiers who fail everybody: share of lives put to the vote");
    HonestLives honest = new HonestLives(seed);
    for (int liars : new int[] {5, 10, 20, 30}) {
      HonestLives.Outcome outcome = honest.live(FRAMED, liars);
      line(
          "%2d %% liars: %d of %d lives, upper 95 %% bound %.2e",
          liars,
          outcome.slashed(),
          outcome.lives(),
          Bounds.upper95(outcome.slashed(), outcome.lives()));
    }
  }

  private static double honest(long seed) throws InterruptedException {
    HonestLives.Outcome outcome = new HonestLives(seed).live(LIVES, 0);
    double bound = Bounds.upper95(outcome.slashed(), outcome.lives());
    line(
        "%nHonest lives %,d, judgements %,d, doubted %,d, disputed %,d, slashes put to the vote %d",
        outcome.lives(),
        outcome.judged(),
        outcome.doubted(),
        outcome.disputed(),
        outcome.slashed());
    line(
        "FIGURE honest_slash_rate %.3e probability %.3e..%.3e",
        bound, (double) outcome.slashed() / outcome.lives(), bound);
    return bound;
  }

  private static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
