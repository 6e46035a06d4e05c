package ngo.zoo.routing.rules.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.rules.verification.Calibration.HonestRun;
import org.junit.jupiter.api.Test;

class JudgementTest {
  @Test
  void pooledAnswersAreJudgedAsOne() {
    SplittableRandom random = new SplittableRandom(3);
    for (int run = 0; run < 100; run++) {
      List<TokenCheck> all = new ArrayList<>();
      Measure pooled = Measure.NONE;
      while (!pooled.isEnough()) {
        List<TokenCheck> answer = checks(random, 1 + random.nextInt(30));
        all.addAll(answer);
        pooled = pooled.plus(Measure.of(answer));
      }
      Measure whole = Measure.of(all);
      assertThat(pooled.tokens())
          .isBetween((long) Measure.LEAST_TOKENS, Measure.LEAST_TOKENS + 29L);
      assertThat(pooled.meanDistance()).isCloseTo(whole.meanDistance(), within(1e-9));
      assertThat(pooled.z()).isCloseTo(whole.z(), within(1e-9));
      assertThat(pooled.hardRate()).isEqualTo(whole.hardRate());
    }
  }

  private static List<TokenCheck> checks(SplittableRandom random, int tokens) {
    return IntStream.range(0, tokens)
        .mapToObj(
            i ->
                new TokenCheck(
                    random.nextInt(4) == 0 ? Double.NaN : random.nextDouble(),
                    random.nextDouble() - 0.5,
                    random.nextDouble(),
                    random.nextInt(50) == 0))
        .toList();
  }

  @Test
  void unstatedProbabilitiesDoNotDiluteTheDistance() {
    Measure measure =
        Measure.of(
            List.of(new TokenCheck(0.4, 0, 0, false), new TokenCheck(Double.NaN, 0, 0, false)));
    assertThat(measure.meanDistance()).isEqualTo(0.4);
    assertThat(Measure.NONE.meanDistance()).isZero();
    assertThat(Measure.NONE.z()).isZero();
    assertThat(Measure.NONE.hardRate()).isZero();
  }

  @Test
  void theWorstTestDecides() {
    assertThat(judge(0, 0, 3)).isEqualTo(Verdict.SUSPECT); // 3 of 96 are 3.1 %
    assertThat(judge(0.049, 4.9, 2)).isEqualTo(Verdict.PASS);
    assertThat(judge(0.051, 0, 0)).isEqualTo(Verdict.SUSPECT);
    assertThat(judge(0.101, 0, 0)).isEqualTo(Verdict.FAIL);
    assertThat(judge(0, 5.1, 0)).isEqualTo(Verdict.SUSPECT);
    assertThat(judge(0, 10.1, 0)).isEqualTo(Verdict.FAIL);
    assertThat(judge(0, -30, 0)).isEqualTo(Verdict.PASS);
    assertThat(judge(0, 0, 5)).isEqualTo(Verdict.SUSPECT);
    assertThat(judge(0, 0, 6)).isEqualTo(Verdict.FAIL);
  }

  private static Verdict judge(double distance, double z, int hard) {
    double variance = 96;
    double surprise = z * Math.sqrt(variance + Measure.VARIANCE_FLOOR * 96);
    return Thresholds.START.judge(new Measure(96, 96, distance * 96, surprise, variance, hard));
  }

  @Test
  void oneRareTokenOfANearlyCertainModelIsNoReason() {
    List<TokenCheck> checks = new ArrayList<>();
    for (int i = 0; i < 95; i++) {
      checks.add(new TokenCheck(0, -1e-4, 1e-3, false));
    }
    checks.add(new TokenCheck(0, 9.2, 1e-3, false));
    assertThat(Thresholds.START.judge(Measure.of(checks))).isEqualTo(Verdict.PASS);
  }

  @Test
  void calibrationTakesThe995thPermilleAndNeverLessThanTheStart() {
    List<Measure> honest =
        IntStream.rangeClosed(1, 200)
            .mapToObj(i -> new Measure(100, 100, i * 0.1, 0, 0, 0))
            .toList();
    Calibration calibration = Calibration.of(honest);
    assertThat(calibration.runs()).isEqualTo(200);
    assertThat(calibration.thresholds().distance()).isCloseTo(0.199, within(1e-9));
    assertThat(calibration.thresholds().surprise()).isEqualTo(5);
    assertThat(calibration.thresholds().hardRate()).isEqualTo(0.03);
    assertThat(calibration.isEnough()).isTrue();
    assertThat(Calibration.of(honest.subList(0, 199)).isEnough()).isFalse();
    assertThat(Calibration.of(List.of(new Measure(95, 95, 50, 0, 0, 0))))
        .isEqualTo(Calibration.NONE);
  }

  @Test
  void aBackendWhoseArithmeticDiffersWidensOnlyItsOwnThresholds() {
    BackendPair alike = new BackendPair("pytorch/cpu/float32", "pytorch/cpu/float32");
    BackendPair apart = new BackendPair("pytorch/cpu/float32", "vllm/cuda/int8");
    BackendPair rare = new BackendPair("vllm/cuda/int8", "vllm/cuda/int8");
    List<HonestRun> runs = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      runs.add(new HonestRun(alike, new Measure(96, 96, 1, 0, 0, 0)));
      runs.add(new HonestRun(apart, new Measure(96, 96, 28.8, 0, 0, 0)));
    }
    runs.add(new HonestRun(rare, new Measure(96, 96, 96, 0, 0, 0)));
    Map<BackendPair, Calibration> pairs = Calibration.byBackends(runs);
    assertThat(pairs.keySet()).containsExactlyInAnyOrder(alike, apart);
    Calibration near = pairs.getOrDefault(alike, Calibration.NONE);
    Calibration far = pairs.getOrDefault(apart, Calibration.NONE);
    Measure off = new Measure(96, 96, 19.2, 0, 0, 0);
    assertThat(near.thresholds().judge(off)).isEqualTo(Verdict.FAIL);
    assertThat(far.thresholds().judge(off)).isEqualTo(Verdict.PASS);
    Calibration all = Calibration.ofAll(runs);
    assertThat(all.runs()).isEqualTo(401);
    assertThat(all.thresholds().judge(off)).isEqualTo(Verdict.PASS);
    assertThat(near.beside(far).thresholds().distance()).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void shortRunsOfDifferentBackendsAreNotPutTogether() {
    List<HonestRun> runs = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      BackendPair pair = new BackendPair("a", i % 2 == 0 ? "a" : "b");
      runs.add(new HonestRun(pair, new Measure(48, 48, 0, 0, 0, 0)));
    }
    assertThat(Calibration.byBackends(runs)).isEmpty();
    assertThat(Calibration.ofAll(runs).isEnough()).isTrue();
  }

  @Test
  void aNodeThatStatesNoWordStatesNothing() {
    assertThat(new BackendPair("pytorch/cpu/float32", "VLLM on a card").verifierBackend())
        .isEmpty();
    assertThat(new BackendPair("\0", "x".repeat(65))).isEqualTo(BackendPair.UNSTATED);
  }

  @Test
  void whatCannotBeIsNoReport() {
    assertThat(new Measure(6, 6, 0.1, -3, 8, 1).isPossible()).isTrue();
    assertThat(Measure.NONE.isPossible()).isTrue();
    assertThat(new Measure(6, 7, 0, 0, 0, 0).isPossible()).isFalse();
    assertThat(new Measure(6, 6, -0.1, 0, 0, 0).isPossible()).isFalse();
    assertThat(new Measure(6, 6, Double.NaN, 0, 0, 0).isPossible()).isFalse();
    assertThat(new Measure(6, 6, 0, -121, 0, 0).isPossible()).isFalse();
    assertThat(new Measure(6, 6, 0, 0, 241, 0).isPossible()).isFalse();
    assertThat(new Measure(6, 6, 0, 0, 0, 7).isPossible()).isFalse();
  }

  @Test
  void noReportPaysOffAnothersUnlikelyTokens() {
    Measure unlikely = new Measure(90, 90, 0, 110, 90, 0);
    Measure confederates = new Measure(6, 6, 0, -120, 6, 0);
    assertThat(confederates.isPossible()).isTrue();
    assertThat(Thresholds.START.judge(unlikely.plus(confederates))).isEqualTo(Verdict.PASS);
    assertThat(Thresholds.START.judge(unlikely.bounded().plus(confederates.bounded())))
        .isEqualTo(Verdict.FAIL);
    assertThat(unlikely.bounded()).isEqualTo(unlikely);
  }

  @Test
  void sumsDoNotOverflow() {
    Measure most = new Measure(Integer.MAX_VALUE, 0, 0, 0, 0, Integer.MAX_VALUE);
    assertThat(most.plus(most).tokens()).isEqualTo(2L * Integer.MAX_VALUE);
    assertThat(most.plus(most).hardRate()).isEqualTo(1);
  }
}
