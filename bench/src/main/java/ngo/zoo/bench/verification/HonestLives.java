package ngo.zoo.bench.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.rules.verification.Calibration;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.Staircase;
import ngo.zoo.routing.rules.verification.TokenCheck;
import ngo.zoo.routing.rules.verification.TrackRecord;

/**
 * Honest nodes on machines of their own, each followed through its probation: {@link
 * TrackRecord#PROBATION} judgements of {@link Measure#LEAST_TOKENS} tokens, every one checked,
 * every doubt followed up the staircase, and a slash counted when the disputes make a pattern. The
 * panel of people and the appeal that would follow are left out, so the figure is an upper one.
 *
 * <p>First checks draw their tokens from a table of answered positions at the next higher of
 * {@value #SCALES} scales of noise, with the noisier of prover and verifier on both sides; whoever
 * looks again computes the same positions anew with a machine of its own.
 */
final class HonestLives {
  private static final int SCALES = 40;
  private static final int ROWS = 1 << 14;
  private static final double LEAST = World.HONEST / 4;
  private static final double STEP = 1.125;
  private static final int FIGURES = 4;
  private static final int BLOCKS = 64;

  private final long seed;
  private final float[][] table = new float[SCALES][];

  /** What lives came to; everything but {@code slashed} for the reader's information. */
  record Outcome(long lives, long judged, long doubted, long disputed, long slashed) {
    Outcome plus(Outcome other) {
      return new Outcome(
          lives + other.lives,
          judged + other.judged,
          doubted + other.doubted,
          disputed + other.disputed,
          slashed + other.slashed);
    }
  }

  HonestLives(long seed) {
    this.seed = seed;
    for (int scale = 0; scale < SCALES; scale++) {
      table[scale] = rows(scale);
    }
  }

  private float[] rows(int scale) {
    float[] rows = new float[ROWS * FIGURES];
    for (int row = 0; row < ROWS; row++) {
      SplittableRandom random = random(scale, row);
      TokenCheck check =
          Position.answered(Prover.HONEST, 0, noise(scale), random).check(noise(scale), random);
      rows[row * FIGURES] = (float) check.distance();
      rows[row * FIGURES + 1] = (float) check.surprise();
      rows[row * FIGURES + 2] = (float) check.variance();
      rows[row * FIGURES + 3] = check.hard() ? 1 : 0;
    }
    return rows;
  }

  /** The same position each time it is asked for. */
  private SplittableRandom random(int scale, int row) {
    return new SplittableRandom(seed * 1_000_003 + (long) scale * ROWS + row);
  }

  private static double noise(int scale) {
    return LEAST * Math.pow(STEP, scale);
  }

  private static int scaleOf(double noise) {
    int scale = (int) Math.ceil(Math.log(noise / LEAST) / Math.log(STEP));
    return Math.clamp(scale, 0, SCALES - 1);
  }

  /**
   * @param liars share of verifiers who fail everybody, in percent
   */
  Outcome live(long lives, int liars) throws InterruptedException {
    SplittableRandom seeds = new SplittableRandom(seed + liars);
    List<Future<Outcome>> blocks;
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      blocks =
          IntStream.range(0, BLOCKS)
              .mapToObj(i -> seeds.split())
              .map(random -> threads.submit(() -> new Block(random, liars).run(lives / BLOCKS)))
              .toList();
    }
    return blocks.stream().map(HonestLives::of).reduce(Outcome::plus).orElseThrow();
  }

  private static Outcome of(Future<Outcome> done) {
    return done.resultNow();
  }

  /** Lives under one calibration record. */
  private final class Block {
    private final SplittableRandom random;
    private final int liars;
    private final Calibration calibration;
    private final int[] rows = new int[Measure.LEAST_TOKENS];
    private long doubted;
    private long disputed;

    Block(SplittableRandom random, int liars) {
      this.random = random;
      this.liars = liars;
      calibration = Pools.calibrated(random);
    }

    Outcome run(long lives) {
      long slashed = 0;
      for (long i = 0; i < lives; i++) {
        slashed += isSlashed() ? 1 : 0;
      }
      return new Outcome(lives, lives * TrackRecord.PROBATION, doubted, disputed, slashed);
    }

    private boolean isSlashed() {
      double machine = World.machine(random);
      List<Boolean> latest = null;
      for (int i = 0; i < TrackRecord.PROBATION; i++) {
        if (isDisputed(machine)) {
          latest = latest == null ? new ArrayList<>() : latest;
          latest.addFirst(true);
        }
      }
      // What was not disputed is between them and changes nothing: all are among the latest.
      return latest != null && Staircase.isPattern(calibration, latest);
    }

    private boolean isDisputed(double machine) {
      double prover = World.answer(machine, random);
      double verifier = World.answer(World.machine(random), random);
      int scale = scaleOf(Math.max(prover, verifier));
      Verdict first = lies() ? Verdict.FAIL : calibration.thresholds().judge(first(scale));
      if (!first.isDoubtful()) {
        return false;
      }
      doubted++;
      boolean disputes = follow(first, scale);
      disputed += disputes ? 1 : 0;
      return disputes;
    }

    private boolean lies() {
      return liars > 0 && random.nextInt(100) < liars;
    }

    private Measure first(int scale) {
      float[] figures = table[scale];
      double distance = 0;
      double surprise = 0;
      double variance = 0;
      float hard = 0;
      for (int i = 0; i < rows.length; i++) {
        int row = random.nextInt() & (ROWS - 1);
        rows[i] = row;
        int at = row * FIGURES;
        distance += figures[at];
        surprise += figures[at + 1];
        variance += figures[at + 2];
        hard += figures[at + 3];
      }
      return new Measure(rows.length, rows.length, distance, surprise, variance, (int) hard);
    }

    private boolean follow(Verdict first, int scale) {
      List<Verdict> verdicts = new ArrayList<>(List.of(first));
      Staircase.Step step = Staircase.next(verdicts);
      while (step == Staircase.Step.ASK_ONE || step == Staircase.Step.ASK_PANEL) {
        verdicts.add(lies() ? Verdict.FAIL : again(scale));
        step = Staircase.next(verdicts);
      }
      return step == Staircase.Step.DISPUTE;
    }

    private Verdict again(int scale) {
      double verifier = World.answer(World.machine(random), random);
      List<TokenCheck> checks = new ArrayList<>(rows.length);
      for (int row : rows) {
        Position position = Position.answered(Prover.HONEST, 0, noise(scale), random(scale, row));
        checks.add(position.check(verifier, random));
      }
      return calibration.thresholds().judge(Measure.of(checks));
    }
  }
}
