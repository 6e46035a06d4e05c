package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateBucketTest {
  private static final RatePolicy HUNDRED = new RatePolicy("hour", 100, Duration.ofHours(1));
  private static final long START = -5;

  @Test
  void theQuotaMayBeAskedAtOnceAndThenOneByOne() {
    RateBucket bucket = new RateBucket(START);
    for (int left = 99; left >= 0; left--) {
      RateState taken = bucket.take(HUNDRED, START);
      assertThat(taken.isRefused()).isFalse();
      assertThat(taken.remaining()).isEqualTo(left);
    }

    RateState refused = bucket.take(HUNDRED, START);
    assertThat(refused.isRefused()).isTrue();
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(36));
    assertThat(refused.reset()).isEqualTo(Duration.ofHours(1));

    long later = START + Duration.ofSeconds(36).toNanos();
    assertThat(bucket.take(HUNDRED, later).isRefused()).isFalse();
    assertThat(bucket.take(HUNDRED, later).isRefused()).isTrue();
  }

  @Test
  void aRefusalTakesNothingAndAnHourGivesAllBack() {
    RateBucket bucket = new RateBucket(START);
    for (int i = 0; i < 500; i++) {
      bucket.take(HUNDRED, START);
    }
    long hour = START + Duration.ofHours(1).toNanos();

    assertThat(bucket.isWhole(hour - 1)).isFalse();
    assertThat(bucket.isWhole(hour)).isTrue();
    assertThat(bucket.take(HUNDRED, hour).remaining()).isEqualTo(99);
  }

  /** Over any run, what passes is at most the quota and what the time gave back. */
  @Test
  void noPatternGetsMoreThanTheRate() {
    Random random = new Random(11);
    for (int run = 0; run < 200; run++) {
      RatePolicy policy =
          new RatePolicy("x", 1 + random.nextInt(50), Duration.ofSeconds(1 + random.nextInt(60)));
      RateBucket bucket = new RateBucket(START);
      long now = START;
      long passed = 0;
      for (int i = 0; i < 500; i++) {
        now += (long) (random.nextDouble() * policy.window().toNanos() / policy.quota() * 2);
        passed += bucket.take(policy, now).isRefused() ? 0 : 1;
      }
      long each = policy.window().toNanos() / policy.quota();
      assertThat(passed).isLessThanOrEqualTo(policy.quota() + (now - START) / each);
    }
  }

  @Test
  void manyThreadsTakeTheQuotaExactly() throws Exception {
    RateBucket bucket = new RateBucket(START);
    List<Callable<Boolean>> asking =
        IntStream.range(0, 1000)
            .<Callable<Boolean>>mapToObj(i -> () -> !bucket.take(HUNDRED, START).isRefused())
            .toList();
    long passed = 0;
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (var one : threads.invokeAll(asking)) {
        passed += one.get() ? 1 : 0;
      }
    }
    assertThat(passed).isEqualTo(100);
  }

  @Test
  void whatBindsIsToldAndWhoIsRefusedTakesNothingOfEither() {
    RatePolicy three = new RatePolicy("key", 3, Duration.ofHours(1));
    RatePolicy four = new RatePolicy("plan", 4, Duration.ofHours(1));
    RateBucket all = new RateBucket(START);
    RateBucket one = new RateBucket(START);
    RateBucket other = new RateBucket(START);

    for (int left = 2; left >= 0; left--) {
      RateState taken = RateBucket.takeBoth(one, three, all, four, START);
      assertThat(taken.policy()).isEqualTo(three);
      assertThat(taken.remaining()).isEqualTo(left);
    }
    RateState refused = RateBucket.takeBoth(one, three, all, four, START);
    assertThat(refused.isRefused()).isTrue();
    assertThat(refused.policy()).isEqualTo(three);

    RateState last = RateBucket.takeBoth(other, three, all, four, START);
    assertThat(last.policy()).as("of the account nothing is left").isEqualTo(four);
    assertThat(last.remaining()).isZero();
    for (int i = 0; i < 9; i++) {
      assertThat(RateBucket.takeBoth(other, three, all, four, START).policy()).isEqualTo(four);
    }
    assertThat(other.take(three, START).remaining())
        .as("refusals by the account took nothing of the key")
        .isEqualTo(1);
  }

  @Test
  void aPolicyThatLetsNothingPassIsNone() {
    assertThatThrownBy(() -> new RatePolicy("x", 0, Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
