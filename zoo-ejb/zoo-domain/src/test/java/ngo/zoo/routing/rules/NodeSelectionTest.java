package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeSelectionTest {
  private static final String MODEL = "zoo-keeper-tiny";
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);

  @Test
  void fewerInFlightGoFirst() {
    assertThat(choose(node(A, 2, 100, 0), node(B, 1, 100, 9)).chosen()).isEqualTo(B);
  }

  @Test
  void aFasterNodeMayHaveMoreInFlight() {
    assertThat(choose(node(A, 1, 60, 0), node(B, 0, 900, 0)).chosen()).isEqualTo(A);
  }

  @Test
  void noiseInLatencyDecidesNothingAndWhoAnsweredLessIsNext() {
    assertThat(choose(node(A, 0, 31, 5), node(B, 0, 44, 4)).chosen()).isEqualTo(B);
  }

  @Test
  void everyNodeGetsItsReason() {
    NodeSnapshot down = new NodeSnapshot(A, false, "cannot be reached", List.of(MODEL), 2, 0, 0, 0);
    NodeSnapshot other = new NodeSnapshot(B, true, "", List.of("another"), 2, 0, 0, 0);
    UUID c = new UUID(0, 3);
    UUID d = new UUID(0, 4);
    UUID e = new UUID(0, 5);
    NodeDecision decision =
        NodeSelection.choose(
            MODEL,
            List.of(down, other, node(c, 4, 10, 0), node(d, 0, 10, 0), node(e, 0, 10, 0)),
            Set.of(d));
    assertThat(decision.chosen()).isEqualTo(e);
    assertThat(decision.reasons())
        .containsEntry(A, "down: cannot be reached")
        .containsEntry(B, "does not serve " + MODEL)
        .containsEntry(c, "all 4 slots are taken")
        .containsEntry(d, "failed at this question")
        .containsEntry(e, "chosen: 0 in flight, 10 ms, 0 answered");
  }

  @Test
  void fullNodesAreWorthWaitingForAndDownOnesAreNot() {
    NodeDecision full = choose(node(A, 4, 10, 0));
    assertThat(full.chosen()).isNull();
    assertThat(full.busy()).isTrue();
    NodeDecision none = NodeSelection.choose(MODEL, List.of(node(A, 4, 10, 0)), Set.of(A));
    assertThat(none.chosen()).isNull();
    assertThat(none.busy()).isFalse();
  }

  @Test
  void theChosenNodeCanAlwaysAnswerAndNoOrderOfTheListMatters() {
    Random random = new Random(42);
    for (int round = 0; round < 500; round++) {
      List<NodeSnapshot> nodes =
          IntStream.range(0, random.nextInt(1, 8)).mapToObj(i -> any(i, random)).toList();
      NodeDecision decision = NodeSelection.choose(MODEL, nodes, Set.of(A));
      assertThat(NodeSelection.choose(MODEL, nodes.reversed(), Set.of(A))).isEqualTo(decision);
      assertThat(decision.reasons()).hasSize(nodes.size());
      nodes.stream()
          .filter(node -> node.id().equals(decision.chosen()))
          .forEach(
              node -> {
                assertThat(node.healthy()).isTrue();
                assertThat(node.id()).isNotEqualTo(A);
                assertThat(node.inFlight()).isLessThan(node.slots());
              });
    }
  }

  private static NodeSnapshot any(int id, Random random) {
    return new NodeSnapshot(
        new UUID(0, id),
        random.nextInt(4) > 0,
        "ill",
        List.of(random.nextInt(4) > 0 ? MODEL : "another"),
        random.nextInt(1, 4),
        random.nextInt(4),
        random.nextInt(500),
        random.nextInt(10));
  }

  private static NodeSnapshot node(UUID id, int inFlight, double millis, long answered) {
    return new NodeSnapshot(id, true, "", List.of(MODEL), 4, inFlight, millis, answered);
  }

  private static NodeDecision choose(NodeSnapshot... nodes) {
    return NodeSelection.choose(MODEL, List.of(nodes), Set.of());
  }
}
