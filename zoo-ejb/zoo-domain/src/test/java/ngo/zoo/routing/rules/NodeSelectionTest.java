package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.rules.Considered.Verdict;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodeSelectionTest {
  private static final String MODEL = "zoo-keeper-tiny";
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID C = new UUID(0, 3);
  private static final UUID QUERY = UUID.fromString("0193b4a0-0000-7000-8000-000000000001");

  @Test
  void fewerInFlightGoFirst() {
    assertThat(fast(node(A).inFlight(2), node(B).inFlight(0)).chosen()).isEqualTo(B);
  }

  @Test
  void aFasterNodeMayHaveMoreInFlight() {
    assertThat(fast(node(A).inFlight(1).millis(60), node(B).millis(900)).chosen()).isEqualTo(A);
  }

  @Test
  void whatFailsOftenCountsAsSlow() {
    assertThat(fast(node(A).faults(30), node(B).millis(150)).chosen()).isEqualTo(B);
  }

  @Test
  void noiseInLatencyDecidesNothingAndWhoWaitsLongestIsNext() {
    assertThat(fast(node(A).millis(31).last(5), node(B).millis(44).last(4)).chosen()).isEqualTo(B);
  }

  @Test
  void whatNobodyTriedIsTriedByOneRequestAtATime() {
    NodeDecision first = fast(node(A), node(B).untried());
    assertThat(first.chosen()).isEqualTo(B);
    assertThat(first.note()).contains("nothing is known");
    assertThat(fast(node(A), node(B).untried().inFlight(1)).chosen()).isEqualTo(A);
    assertThat(fast(node(A), node(B).untried().faults(1)).chosen()).isEqualTo(A);
  }

  @Test
  void theWorseOfTwoIsTakenNowAndThen() {
    long worse =
        queries(6400)
            .filter(
                id ->
                    B.equals(
                        choose(id, Strategy.PERFORMANCE, node(A), node(B).millis(5000)).chosen()))
            .count();
    assertThat(worse).isBetween(60L, 145L);
  }

  @Test
  void whoIsDegradedIsAskedOnlyWhenNoOtherCan() {
    for (Strategy strategy : Strategy.values()) {
      NodeDecision two =
          choose(QUERY, strategy, node(A).degraded().stake("1000"), node(B).millis(9000));
      assertThat(two.chosen()).as(strategy.name()).isEqualTo(B);
      assertThat(two.reasons().get(A)).startsWith("degraded, and asked only when");
      assertThat(choose(QUERY, strategy, node(A).degraded(), node(B).down()).chosen())
          .as(strategy.name())
          .isEqualTo(A);
      assertThat(choose(QUERY, strategy, node(A).degraded(), node(B).inFlight(4)).chosen())
          .as("better now than later")
          .isEqualTo(A);
    }
  }

  @Test
  void turnsAreTakenByThoseThatCan() {
    List<Node> nodes = List.of(node(A), node(B), node(C).down());
    List<UUID> order = new ArrayList<>();
    for (int turn = 1; turn <= 6; turn++) {
      UUID chosen = choose(QUERY, Strategy.ROUND_ROBIN, nodes.toArray(Node[]::new)).chosen();
      order.add(chosen);
      int now = turn;
      nodes.stream().filter(node -> node.id.equals(chosen)).forEach(node -> node.last(now));
    }
    assertThat(order).containsExactly(A, B, A, B, A, B);
  }

  @Test
  void stakeDecidesHowOften() {
    Map<UUID, Long> counts =
        queries(10_000)
            .map(
                id ->
                    choose(
                            id,
                            Strategy.STAKE_WEIGHTED,
                            node(A).stake("1000000000000000000000"),
                            node(B).stake("3000000000000000000000"),
                            node(C).stake("6000000000000000000000"))
                        .chosen())
            .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    System.out.println("stakes 1:3:6, 10000 queries: " + counts);
    // Four standard deviations of a binomial with 10 000 draws.
    assertThat(counts.get(A)).isBetween(880L, 1120L);
    assertThat(counts.get(B)).isBetween(2816L, 3184L);
    assertThat(counts.get(C)).isBetween(5804L, 6196L);
  }

  @Test
  void withoutAnyStakeAllAreAlike() {
    long first =
        queries(1000)
            .filter(
                id ->
                    A.equals(
                        choose(id, Strategy.STAKE_WEIGHTED, node(A).stake("0"), node(B).stake("0"))
                            .chosen()))
            .count();
    assertThat(first).isBetween(430L, 570L);
  }

  @Test
  void aDrawCanBeComputedAgain() {
    // printf 'zoo-routing-v1\\n%s\\n0\\nstake' ID | sha256sum, modulo a million
    int drawn = 136071;
    assertThat(new Draw(QUERY, 0).below("stake", 1_000_000)).isEqualTo(drawn);
    assertThat(new Draw(QUERY, 1).below("stake", 1_000_000)).isNotEqualTo(drawn);
  }

  @Test
  void theCheapestIsChosenUnderTheMost() {
    NodeDecision decision =
        choose(QUERY, Strategy.CHEAPEST, node(A).price(9), node(B).price(7), node(C).price(11));
    assertThat(decision.chosen()).isEqualTo(B);
    assertThat(verdict(decision, A)).isEqualTo(Verdict.DEARER);
    assertThat(verdict(decision, C)).isEqualTo(Verdict.TOO_DEAR);
  }

  @Test
  void atOnePriceTheCheapestIsTheFastestAndSaysSo() {
    NodeDecision decision = choose(QUERY, Strategy.CHEAPEST, node(A), node(B).millis(5000));
    assertThat(decision.chosen()).isEqualTo(A);
    assertThat(decision.note()).startsWith("all cost the same, so by performance");
  }

  @Test
  void oneSessionStaysAndOnlyALostNodesSessionsMove() {
    int stayed = 0;
    int lost = 0;
    for (int session = 0; session < 600; session++) {
      UUID before = affine(session, node(A), node(B), node(C)).chosen();
      assertThat(affine(session, node(C), node(B), node(A)).chosen()).isEqualTo(before);
      UUID after = affine(session, node(A), node(B), node(C).down()).chosen();
      if (C.equals(before)) {
        lost++;
        assertThat(after).isIn(A, B);
      } else {
        stayed++;
        assertThat(after).isEqualTo(before);
      }
    }
    System.out.printf("affinity, 600 sessions: %d stayed, %d moved%n", stayed, lost);
    assertThat(lost).isBetween(140, 260);
  }

  @Test
  void aSaturatedNodePassesOnToTheNextByHash() {
    UUID home = Objects.requireNonNull(affine(7, node(A), node(B), node(C)).chosen());
    Node[] nodes = {node(A), node(B), node(C)};
    for (Node node : nodes) {
      if (node.id.equals(home)) {
        node.inFlight(3);
      }
    }
    NodeDecision decision = affine(7, nodes);
    assertThat(decision.chosen()).isNotEqualTo(home);
    assertThat(verdict(decision, home)).isEqualTo(Verdict.SATURATED);
    assertThat(of(decision, home).rank()).isEqualTo(1);
    assertThat(of(decision, Objects.requireNonNull(decision.chosen())).rank()).isEqualTo(2);
    assertThat(decision.note()).startsWith("number 2 by hash");
  }

  @Test
  void whoJudgesWithOthersIsDrawnByStakeFromTheQuerysIdAlone() {
    Map<UUID, Long> drawn =
        queries(600)
            .map(id -> NodeQuery.amongSeveral(id, MODEL, null))
            .peek(query -> assertThat(query.affinity()).isEmpty())
            .map(
                query ->
                    NodeSelection.choose(
                        query,
                        made(
                            node(A).stake("1").millis(1),
                            node(B).stake("1").millis(9000),
                            node(C).stake("2").last(99)),
                        Set.of()))
            .collect(Collectors.groupingBy(NodeDecision::chosen, Collectors.counting()));
    assertThat(drawn.get(A)).isBetween(100L, 200L);
    assertThat(drawn.get(B)).isBetween(100L, 200L);
    assertThat(drawn.get(C)).isBetween(250L, 350L);
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void everyNodeGetsItsVerdict(Strategy strategy) {
    UUID d = new UUID(0, 4);
    UUID e = new UUID(0, 5);
    NodeDecision decision =
        NodeSelection.choose(
            query(QUERY, strategy, "s"),
            List.of(
                node(A).down().made(),
                node(B).model("another").made(),
                node(C).inFlight(4).made(),
                node(d).made(),
                node(e).made()),
            Set.of(d));
    assertThat(decision.chosen()).isEqualTo(e);
    assertThat(decision.busy()).isTrue();
    assertThat(decision.nodes())
        .extracting(Considered::verdict)
        .containsExactly(
            Verdict.DOWN, Verdict.OTHER_MODEL, Verdict.FULL, Verdict.FAILED, Verdict.CHOSEN);
    assertThat(decision.reasons())
        .containsEntry(
            A, "down: ill (0 of 4 in flight, 100 ms, 100.0 % good, 0.000000000000000001 KEEPER)")
        .containsEntry(
            e, "chosen (0 of 4 in flight, 100 ms, 100.0 % good, 0.000000000000000001 KEEPER)");
    assertThat(decision.recorded().getFirst().node()).isEqualTo(e);
  }

  @Test
  void whenOnlyDearerNodesAreLeftTheLowestPriceIsNamed() {
    NodeDecision dear =
        choose(QUERY, Strategy.PERFORMANCE, node(A).price(12), node(B).price(11), node(C).out());
    assertThat(dear.chosen()).isNull();
    assertThat(dear.busy()).isFalse();
    assertThatThrownBy(dear::mustNotBeTooDear)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("max-price-below-fee"))
        .hasMessageContaining("0.000000000000000011 KEEPER");
    choose(QUERY, Strategy.PERFORMANCE, node(C).down()).mustNotBeTooDear();
  }

  @Test
  void aCheapNodeThatIsOnlyDownOrHasJustFailedMayYetAnswer() {
    Node dear = node(A).price(12);
    assertThat(isTooDear(Set.of(), dear, node(B).down())).isFalse();
    assertThat(isTooDear(Set.of(), dear, node(B).model("").down())).as("restarted").isFalse();
    assertThat(isTooDear(Set.of(B), dear, node(B))).isFalse();
    assertThat(isTooDear(Set.of(), dear, node(B).down().price(11))).isTrue();
    assertThat(isTooDear(Set.of(), dear, node(B).down().model("another"))).isTrue();
    assertThat(isTooDear(Set.of(), dear, node(B).out())).isTrue();
    NodeDecision decision =
        NodeSelection.choose(
                query(QUERY, Strategy.PERFORMANCE, ""), made(dear, node(B).down()), Set.of())
            .leavingOut(made(node(C)))
            .besides(Set.of());
    assertThat(decision.awaited()).isTrue();
  }

  private static boolean isTooDear(Set<UUID> failed, Node... nodes) {
    NodeQuery query = query(QUERY, Strategy.PERFORMANCE, "");
    try {
      NodeSelection.choose(query, made(nodes), failed).mustNotBeTooDear();
      return false;
    } catch (Refusal refusal) {
      return refusal.code().equals("max-price-below-fee");
    }
  }

  @Test
  void theDecisionKnowsWhatTheNodeThatAnsweredAsked() {
    NodeDecision decision = fast(node(A).price(4), node(B).price(9));
    assertThat(decision.answeredBy(A).price(A)).isEqualTo(4);
    assertThat(decision.answeredBy(B).price(B)).isEqualTo(9);
    assertThat(decision.price(C)).isNull();
  }

  @Test
  void fullNodesAreWorthWaitingForAndDownOnesAreNot() {
    NodeDecision full = fast(node(A).inFlight(4));
    assertThat(full.chosen()).isNull();
    assertThat(full.busy()).isTrue();
    assertThat(verdict(full.answeredBy(A), A)).isEqualTo(Verdict.SLOT_CAME_FREE);
    NodeDecision none =
        NodeSelection.choose(
            query(QUERY, Strategy.PERFORMANCE, ""), List.of(node(A).inFlight(4).made()), Set.of(A));
    assertThat(none.chosen()).isNull();
    assertThat(none.busy()).isFalse();
  }

  @Test
  void aSlotThatCameFreeElsewhereTakesTheChoiceAway() {
    NodeDecision decision = fast(node(A).millis(5000), node(B));
    assertThat(decision.answeredBy(B)).isSameAs(decision);
    NodeDecision otherwise = decision.answeredBy(A);
    assertThat(otherwise.chosen()).isEqualTo(A);
    assertThat(verdict(otherwise, B)).isEqualTo(Verdict.FULL);
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void theChosenNodeCanAlwaysAnswerAndNoOrderOfTheListMatters(Strategy strategy) {
    Random random = new Random(42);
    for (int round = 0; round < 500; round++) {
      List<NodeSnapshot> nodes =
          IntStream.range(0, random.nextInt(1, 8)).mapToObj(i -> any(i, random)).toList();
      NodeQuery query = query(new UUID(7, round), strategy, "s" + round);
      NodeDecision decision = NodeSelection.choose(query, nodes, Set.of(A));
      assertThat(NodeSelection.choose(query, nodes.reversed(), Set.of(A))).isEqualTo(decision);
      assertThat(decision.nodes()).hasSize(nodes.size());
      boolean any =
          nodes.stream()
              .anyMatch(
                  node ->
                      node.healthy()
                          && node.models().contains(MODEL)
                          && !node.id().equals(A)
                          && !node.isFull());
      assertThat(decision.chosen() != null).isEqualTo(any);
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
    Node node = node(new UUID(0, id)).inFlight(random.nextInt(4)).millis(random.nextInt(500));
    node.stake(String.valueOf(random.nextInt(3))).price(random.nextInt(5)).last(random.nextInt(9));
    node.slots = random.nextInt(1, 4);
    node.faults(random.nextInt(20)).answered = random.nextInt(10);
    return (random.nextInt(4) > 0 ? node : random.nextBoolean() ? node.down() : node.model("x"))
        .made();
  }

  /** Two nodes, neither of them drawn for exploring. */
  private static NodeDecision fast(Node... nodes) {
    return choose(QUERY, Strategy.PERFORMANCE, nodes);
  }

  private static NodeDecision affine(int session, Node... nodes) {
    return NodeSelection.choose(
        query(QUERY, Strategy.AFFINITY, "session " + session), made(nodes), Set.of());
  }

  private static NodeDecision choose(UUID id, Strategy strategy, Node... nodes) {
    return NodeSelection.choose(query(id, strategy, ""), made(nodes), Set.of());
  }

  private static List<NodeSnapshot> made(Node... nodes) {
    return List.of(nodes).stream().map(Node::made).toList();
  }

  private static NodeQuery query(UUID id, Strategy strategy, String affinity) {
    return new NodeQuery(id, MODEL, strategy, affinity, BigInteger.TEN);
  }

  private static Stream<UUID> queries(int count) {
    Random random = new Random(11);
    return IntStream.range(0, count).mapToObj(i -> new UUID(random.nextLong(), random.nextLong()));
  }

  private static Verdict verdict(NodeDecision decision, UUID node) {
    return of(decision, node).verdict();
  }

  private static Considered of(NodeDecision decision, UUID node) {
    return decision.nodes().stream()
        .filter(one -> one.node().equals(node))
        .findFirst()
        .orElseThrow();
  }

  private static Node node(UUID id) {
    return new Node(id);
  }

  /** A healthy node with four slots and a history, but for what a test says. */
  private static final class Node {
    private final UUID id;
    private boolean healthy = true;
    private boolean expected = true;
    private boolean degraded;
    private String model = MODEL;
    private int slots = 4;
    private int inFlight;
    private double millis = 100;
    private long answered = 20;
    private long faults;
    private BigInteger stake = BigInteger.ONE;
    private long last;
    private BigInteger price = BigInteger.ONE;

    Node(UUID id) {
      this.id = id;
    }

    Node down() {
      healthy = false;
      return this;
    }

    /** Neither well nor admitted. */
    Node out() {
      healthy = false;
      expected = false;
      return this;
    }

    Node degraded() {
      degraded = true;
      return this;
    }

    Node model(String other) {
      model = other;
      return this;
    }

    Node inFlight(int count) {
      inFlight = count;
      return this;
    }

    Node millis(double mean) {
      millis = mean;
      return this;
    }

    Node untried() {
      answered = 0;
      millis = 0;
      return this;
    }

    Node faults(long count) {
      faults = count;
      return this;
    }

    Node stake(String units) {
      stake = new BigInteger(units);
      return this;
    }

    Node last(long count) {
      last = count;
      return this;
    }

    Node price(long units) {
      price = BigInteger.valueOf(units);
      return this;
    }

    NodeSnapshot made() {
      return new NodeSnapshot(
          id,
          healthy,
          healthy ? "" : "ill",
          expected,
          degraded,
          model.isEmpty() ? List.of() : List.of(model),
          slots,
          inFlight,
          millis,
          answered,
          faults,
          stake,
          last,
          price);
    }
  }
}
