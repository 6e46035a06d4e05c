package ngo.zoo.routing.rules.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import ngo.zoo.routing.Verdict;
import org.junit.jupiter.api.Test;

/** Answers made false, and what follows for whoever believes them. */
class ProbesTest {
  private final SplittableRandom random = new SplittableRandom(20_261_122);

  private List<Long> honest(int tokens, double mean) {
    return LongStream.range(0, tokens)
        .map(i -> -Math.round(-Math.log1p(-random.nextDouble()) * mean * 1e6))
        .boxed()
        .toList();
  }

  private static double least(double threshold) {
    return FalseClaim.least(threshold).orElseThrow();
  }

  @Test
  void aFalseClaimIsFarEnoughOffAndCouldBeAClaim() {
    for (int i = 0; i < 500; i++) {
      List<Long> honest = honest(1 + random.nextInt(200), i % 2 == 0 ? 1e-3 : 1.5);
      double least = least(i % 5 == 0 ? 0.4 : 0.05);
      FalseClaim claim = FalseClaim.of(honest, least, random);
      assertThat(claim.distance()).isGreaterThanOrEqualTo(least);
      assertThat(claim.logprobs()).hasSameSizeAs(honest).allMatch(one -> one <= 0);
      double off =
          IntStream.range(0, honest.size())
              .mapToDouble(at -> Math.abs(honest.get(at) - claim.logprobs().get(at)) / 1e6)
              .sum();
      assertThat(claim.distance()).isLessThanOrEqualTo(off / honest.size() + 1e-6);
    }
    assertThatThrownBy(() -> FalseClaim.of(List.of(), 0.5, random))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mostOfALongClaimIsLeftAsItWas() {
    List<Long> honest = honest(400, 0.3);
    FalseClaim claim = FalseClaim.of(honest, least(0.05), random);
    long kept =
        IntStream.range(0, 400)
            .filter(at -> claim.logprobs().get(at).equals(honest.get(at)))
            .count();
    assertThat(kept).isGreaterThan(200);
    assertThat(least(0.05)).isEqualTo(0.5);
    assertThat(least(0.5)).isCloseTo(3, within(1e-9));
    assertThat(FalseClaim.least(1)).isEmpty();
  }

  @Test
  void noHonestMachineOverlooksOneHoweverFarItsArithmeticIsFromTheOthers() {
    Calibration calibration = new Calibration(200, new Thresholds(0.4, 5, 0.02));
    for (int i = 0; i < 2_000; i++) {
      List<Long> honest = honest(6 + random.nextInt(100), 0.3);
      FalseClaim claim = FalseClaim.of(honest, least(calibration.thresholds().distance()), random);
      // Its own figures are as far from the claimed ones as an honest machine's may be.
      double own = (2 * random.nextDouble() - 1) * calibration.thresholds().distance();
      Measure found = found(honest.size(), claim.distance() + own);
      assertThat(Probes.isOverlooked(calibration, found, true)).isFalse();
      assertThat(calibration.thresholds().judge(found)).isEqualTo(Verdict.FAIL);
    }
  }

  private static Measure found(int tokens, double mean) {
    return new Measure(tokens, tokens, mean * tokens, 0, 0, 0);
  }

  @Test
  void whoeverSealsThatAllIsWellHasOverlookedIt() {
    assertThat(Probes.isOverlooked(Calibration.NONE, found(6, 0), true)).isTrue();
    assertThat(Probes.isOverlooked(Calibration.NONE, found(6, 0), false)).isFalse();
    // A doubt is enough: another verifier would be asked.
    assertThat(Probes.isOverlooked(Calibration.NONE, found(6, 0.06), true)).isFalse();
  }

  @Test
  void twoOfTheLatestTenEndTheRight() {
    List<Boolean> latest = new ArrayList<>(Collections.nCopies(12, false));
    assertThat(Probes.isUntrustworthy(List.of())).isFalse();
    latest.set(0, true);
    assertThat(Probes.isUntrustworthy(latest)).isFalse();
    latest.set(10, true);
    assertThat(Probes.isUntrustworthy(latest)).isFalse();
    latest.set(9, true);
    assertThat(Probes.isUntrustworthy(latest)).isTrue();
    assertThat(Probes.isUntrustworthy(List.of(true, true))).isTrue();
  }

  @Test
  void whoLosesTheRightAgainStaysWithoutItLonger() {
    assertThat(Probes.pause(0)).isEqualTo(Duration.ZERO);
    assertThat(Probes.pause(1)).isEqualTo(Duration.ofDays(1));
    assertThat(Probes.pause(4)).isEqualTo(Duration.ofDays(8));
    assertThat(Probes.pause(1000)).isEqualTo(Duration.ofDays(256));
  }

  @Test
  void probesAreDrawnApartFromChecks() {
    byte[] seed = new byte[Lottery.SEED];
    random.nextBytes(seed);
    Lottery lottery = new Lottery(seed);
    int probes = 0;
    int both = 0;
    for (int i = 0; i < 20_000; i++) {
      UUID query = new UUID(random.nextLong(), random.nextLong());
      boolean probed = lottery.probes(query, 50_000);
      probes += probed ? 1 : 0;
      both += probed && lottery.draws(query, 500_000) ? 1 : 0;
      assertThat(lottery.probes(query, 0)).isFalse();
      assertThat(lottery.probes(query, TrackRecord.ALWAYS)).isTrue();
    }
    assertThat(probes).isBetween(880, 1120);
    assertThat(both).isBetween(probes * 4 / 10, probes * 6 / 10);
  }
}
