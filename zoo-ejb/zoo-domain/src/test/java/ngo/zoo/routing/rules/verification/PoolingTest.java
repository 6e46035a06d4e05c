package ngo.zoo.routing.rules.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoolingTest {
  private static final BackendPair NEAR = new BackendPair("a", "a");
  private static final BackendPair FAR = new BackendPair("a", "b");

  private record Checked(BackendPair backends, Measure measure) implements Pooling.Report {}

  private static Checked checked(BackendPair pair, int tokens) {
    return new Checked(pair, new Measure(tokens, tokens, 0, 0, 0, 0));
  }

  @Test
  void aNewWordInEveryAnswerKeepsNoneFromBeingJudged() {
    List<Checked> reports = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      reports.add(checked(new BackendPair("x" + i, "b"), 6));
      reports.add(checked(new BackendPair("a", "y" + i), 6));
    }
    assertThat(Pooling.of(reports, Set.of())).hasSize(5).allMatch(pool -> pool.size() == 16);
    assertThat(Pooling.of(reports, Set.of(NEAR, FAR))).hasSize(5);
  }

  @Test
  void aCalibratedPairIsJudgedByItself() {
    List<Checked> reports = List.of(checked(FAR, 96), checked(NEAR, 48), checked(NEAR, 48));
    assertThat(Pooling.of(reports, Set.of(NEAR, FAR)))
        .containsExactly(List.of(reports.getFirst()), reports.subList(1, 3));
    BackendPair unknown = new BackendPair("x", "a");
    List<Checked> mixed = List.of(checked(FAR, 60), checked(NEAR, 60), checked(unknown, 60));
    assertThat(Pooling.of(mixed, Set.of(NEAR)))
        .containsExactly(List.of(mixed.getFirst(), mixed.getLast()));
  }

  @Test
  void whatSeveralPoolsLeaveOverIsJudgedTogether() {
    Set<BackendPair> calibrated = Set.of(NEAR, FAR);
    List<Checked> apart = List.of(checked(NEAR, 47), checked(FAR, 48));
    assertThat(Pooling.of(apart, calibrated)).isEmpty();
    List<Checked> reports = List.of(checked(NEAR, 48), checked(FAR, 48));
    assertThat(Pooling.of(reports, calibrated)).containsExactly(reports);
  }

  @Test
  void howeverManyPoolsThereAreFewerTokensWaitThanAreJudged() {
    List<BackendPair> calibrated = List.of(NEAR, FAR, new BackendPair("b", "b"));
    List<Checked> reports = new ArrayList<>();
    calibrated.forEach(pair -> reports.addAll(List.of(checked(pair, 96), checked(pair, 95))));
    long judged =
        Pooling.of(reports, Set.copyOf(calibrated)).stream()
            .flatMap(List::stream)
            .mapToLong(one -> one.measure().tokens())
            .sum();
    long all = reports.stream().mapToLong(one -> one.measure().tokens()).sum();
    assertThat(all - judged).isEqualTo(95);
  }
}
