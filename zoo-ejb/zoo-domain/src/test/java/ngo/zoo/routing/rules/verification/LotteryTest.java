package ngo.zoo.routing.rules.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import ngo.zoo.routing.rules.verification.Verifiers.Candidate;
import org.junit.jupiter.api.Test;

class LotteryTest {
  private final SplittableRandom random = new SplittableRandom(5);
  private final byte[] seed = seed();
  private final Lottery lottery = new Lottery(seed);

  private byte[] seed() {
    byte[] bytes = new byte[Lottery.SEED];
    random.nextBytes(bytes);
    return bytes;
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  @Test
  void theShareDrawnIsTheProbability() {
    for (int probability : new int[] {TrackRecord.FLOOR, 50_000, 500_000}) {
      long drawn =
          IntStream.range(0, 100_000).filter(i -> lottery.draws(id(), probability)).count();
      double share = probability / 1e6;
      double deviation = Math.sqrt(share * (1 - share) / 100_000);
      assertThat(drawn / 1e5).isCloseTo(share, within(5 * deviation));
    }
  }

  @Test
  void everythingIsDrawnAtOneAndNothingAtZero() {
    for (int i = 0; i < 1000; i++) {
      UUID query = id();
      assertThat(lottery.draws(query, TrackRecord.ALWAYS)).isTrue();
      assertThat(lottery.draws(query, 0)).isFalse();
    }
  }

  @Test
  void whoKnowsTheSeedRepeatsTheDraw() {
    Lottery again = new Lottery(seed.clone());
    Lottery other = new Lottery(seed());
    int different = 0;
    for (int i = 0; i < 1000; i++) {
      UUID query = id();
      assertThat(again.draws(query, 300_000)).isEqualTo(lottery.draws(query, 300_000));
      different += other.draws(query, 300_000) == lottery.draws(query, 300_000) ? 0 : 1;
    }
    assertThat(different).isGreaterThan(300);
    assertThat(Lottery.commitment(seed)).hasSize(32).isNotEqualTo(seed);
    assertThatThrownBy(() -> new Lottery(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void verifiersAreOfDifferentOwnersAndNeverTheBarred() {
    List<UUID> owners = IntStream.range(0, 6).mapToObj(i -> id()).toList();
    List<Candidate> able =
        IntStream.range(0, 18).mapToObj(i -> new Candidate(id(), owners.get(i % 6))).toList();
    Set<UUID> barred = Set.of(owners.get(0), owners.get(3));
    Set<UUID> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      List<UUID> chosen = Verifiers.choose(lottery, id(), able, barred, 3);
      assertThat(chosen).hasSize(3);
      assertThat(chosen.stream().map(node -> owner(able, node)))
          .doesNotHaveDuplicates()
          .doesNotContainAnyElementsOf(barred);
      seen.addAll(chosen);
    }
    assertThat(seen).hasSize(12);
    assertThat(Verifiers.choose(lottery, id(), able, barred, 9)).hasSize(4);
  }

  private static UUID owner(List<Candidate> able, UUID node) {
    return able.stream().filter(one -> one.node().equals(node)).findFirst().orElseThrow().owner();
  }
}
