package ngo.zoo.routing.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.gpu.Delta;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.GpuConnection;
import ngo.zoo.gpu.GpuConnection.TextListener;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.routing.AnswerListener;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.rules.NodeDecision;
import ngo.zoo.routing.rules.NodeQuery;
import ngo.zoo.routing.rules.NodeSelection;
import ngo.zoo.routing.rules.NodeSnapshot;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which node is asked after which, and when no other is. */
class AttemptsTest {
  private static final UUID FIRST = new UUID(0, 1);
  private static final UUID SECOND = new UUID(0, 2);

  private final Map<UUID, Deque<Step>> steps = new HashMap<>();
  private final Set<UUID> up = new TreeSet<>();
  private final List<UUID> asked = new ArrayList<>();
  private final List<Collection<UUID>> queuedFor = new ArrayList<>();
  private final StringBuilder heard = new StringBuilder();
  private boolean full;
  private boolean dear;
  private boolean expected;
  private boolean gone;
  private boolean streaming = true;
  private int closed;

  /** What a node does when it is asked. */
  private interface Step {
    void with(TextListener listener) throws WorkerException;
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "UNAVAILABLE", "FAILED", "BAD_SEAL"})
  void aNodeThatFailsBeforeItsFirstPieceIsFollowedByAnother(Reason reason) {
    node(FIRST, fails(reason));
    node(SECOND, answers());
    Inferred inferred = run();
    assertThat(inferred.nodeId()).isEqualTo(SECOND);
    assertThat(inferred.decision().chosen()).isEqualTo(SECOND);
    assertThat(inferred.attempt()).isEqualTo(2);
    assertThat(asked).containsExactly(FIRST, SECOND);
    assertThat(closed).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "UNAVAILABLE"})
  void whatMayPassIsTriedAgainOnTheSameNodeWhenNoOtherIsLeft(Reason reason) {
    node(FIRST, fails(reason), answers());
    assertThat(run().nodeId()).isEqualTo(FIRST);
    assertThat(asked).containsExactly(FIRST, FIRST);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "BAD_SEAL"})
  void whatWouldHappenAgainIsNot(Reason reason) {
    node(FIRST, fails(reason), answers());
    assertThat(refused().code()).isEqualTo("node-unavailable");
    assertThat(asked).containsExactly(FIRST);
  }

  @Test
  void whileTheOnlyCheapNodeIsDownItIsToBeAskedAgainAndNotForMore() {
    expected = true;
    dear = true;
    assertThat(refused().code()).isEqualTo("node-unavailable");
    expected = false;
    assertThat(refused().code()).isEqualTo("max-price-below-fee");
  }

  @Test
  void whatTwoNodesRefuseIsRefusedInTheirWords() {
    node(FIRST, fails(Reason.REFUSED));
    node(SECOND, fails(Reason.REFUSED));
    node(new UUID(0, 3), answers());
    Refusal refusal = refused();
    assertThat(refusal.code()).isEqualTo("request-refused");
    assertThat(refusal).hasMessageContaining("as told");
    assertThat(asked).containsExactly(FIRST, SECOND);
  }

  @Test
  void whatTheOnlyNodeRefusesIsRefusedInItsWords() {
    node(FIRST, fails(Reason.REFUSED));
    assertThat(refused()).hasMessageContaining("as told");
    assertThat(asked).containsExactly(FIRST);
  }

  @Test
  void oneNodeAloneEndsNoQuestionByRefusingIt() {
    node(FIRST, fails(Reason.REFUSED));
    node(SECOND, answers());
    assertThat(run().nodeId()).isEqualTo(SECOND);
  }

  @Test
  void aFieldThatOneKindDoesNotKnowIsTriedOnAnother() {
    node(FIRST, cannot("n"));
    node(SECOND, answers());
    assertThat(run().nodeId()).isEqualTo(SECOND);
  }

  @Test
  void aFieldThatNoneKnowsIsRefusedByName() {
    node(FIRST, cannot("tools"));
    node(SECOND, cannot("tools"));
    Refusal refusal = refused();
    assertThat(refusal.code()).isEqualTo("unsupported-field");
    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
  }

  @Test
  void afterTheFirstPieceNoOtherGoesOn() {
    node(
        FIRST,
        listener -> {
          listener.onDelta(Delta.of("half"));
          throw new WorkerException(Reason.UNAVAILABLE, "cut off");
        });
    node(SECOND, answers());
    assertThat(refused()).hasMessageContaining("middle");
    assertThat(asked).containsExactly(FIRST);
    assertThat(heard).hasToString("half");
  }

  @Test
  void whoWaitsForTheWholeHasSeenNoPieceSoAnotherMayAnswer() {
    streaming = false;
    node(
        FIRST,
        listener -> {
          listener.onDelta(Delta.of("half"));
          throw new WorkerException(Reason.UNAVAILABLE, "cut off");
        });
    node(SECOND, answers());
    assertThat(run().nodeId()).isEqualTo(SECOND);
  }

  @Test
  void whenAllSlotsAreTakenItWaitsForAnyOfTheNodes() {
    full = true;
    node(FIRST, answers());
    node(SECOND, answers());
    assertThat(run().decision().chosen()).isEqualTo(FIRST);
    assertThat(queuedFor).containsExactly(Set.of(FIRST, SECOND));
  }

  @Test
  void whoLeavesAnAnswerThatHadBegunIsToldApart() {
    node(
        FIRST,
        listener -> {
          listener.onDelta(Delta.of("half"));
          throw new WorkerException(Reason.ABANDONED, "gone");
        });
    assertThat(refused().code()).isEqualTo("answer-abandoned");
  }

  @Test
  void whoHasLeftIsAskedForNoMore() {
    node(FIRST, fails(Reason.ABANDONED));
    node(SECOND, answers());
    assertThat(refused().code()).isEqualTo("query-abandoned");
    gone = true;
    full = true;
    assertThat(refused().code()).isEqualTo("query-abandoned");
    assertThat(asked).containsExactly(FIRST);
  }

  private void node(UUID id, Step... in) {
    up.add(id);
    steps.put(id, new ArrayDeque<>(List.of(in)));
  }

  private static Step answers() {
    return listener -> listener.onDelta(Delta.of("text"));
  }

  private static Step fails(Reason reason) {
    return _ -> {
      throw new WorkerException(reason, "as told");
    };
  }

  private static Step cannot(String field) {
    return _ -> {
      throw new WorkerException(Reason.REFUSED, WorkerException.UNSUPPORTED + field, field + " no");
    };
  }

  private Refusal refused() {
    Refusal refusal = catchThrowableOfType(Refusal.class, this::run);
    assertThat(refusal).isNotNull();
    return refusal;
  }

  private Inferred run() {
    return new Attempts(new Nodes(), connections(), request(), listener()).run();
  }

  private final class Nodes implements Attempts.Candidates {
    @Override
    public NodeDecision choose(Set<UUID> excluded) {
      if (dear) {
        return NodeSelection.choose(
            new NodeQuery(new UUID(7, 7), "m", Strategy.PERFORMANCE, "", BigInteger.TWO),
            List.of(snapshot(FIRST, true, 3), snapshot(SECOND, false, 1)),
            excluded);
      }
      UUID chosen = full ? null : able(excluded).stream().sorted().findFirst().orElse(null);
      return new NodeDecision(Strategy.PERFORMANCE, chosen, full, "", List.of());
    }

    @Override
    public Set<UUID> able(Set<UUID> excluded) {
      return up.stream().filter(id -> !excluded.contains(id)).collect(Collectors.toSet());
    }
  }

  private NodeSnapshot snapshot(UUID node, boolean healthy, long price) {
    return new NodeSnapshot(
        node,
        healthy,
        "",
        expected,
        false,
        List.of("m"),
        1,
        0,
        0,
        0,
        0,
        BigInteger.ONE,
        0,
        BigInteger.valueOf(price));
  }

  private GpuConnectionFactory connections() {
    return proxy(
        GpuConnectionFactory.class,
        (_, args) -> {
          if (args[0] instanceof UUID one) {
            return connection(one);
          }
          Collection<UUID> any = ((Collection<?>) args[0]).stream().map(UUID.class::cast).toList();
          queuedFor.add(Set.copyOf(any));
          return connection(any.stream().sorted().findFirst().orElseThrow());
        });
  }

  private GpuConnection connection(UUID node) {
    return proxy(
        GpuConnection.class,
        (name, args) ->
            switch (name) {
              case "workerId" -> node;
              case "close" -> closed++;
              default -> generate(node, (TextListener) args[1]);
            });
  }

  private GenerationResult generate(UUID node, TextListener listener) throws WorkerException {
    asked.add(node);
    steps.getOrDefault(node, new ArrayDeque<>()).remove().with(listener);
    return new GenerationResult(
        "text", "stop", 1, 1, "", List.of(), Map.of(), "", new byte[0], new byte[32]);
  }

  private AnswerListener listener() {
    return new AnswerListener() {
      @Override
      public void onDelta(AnswerListener.Delta delta) {
        heard.append(delta.text());
      }

      @Override
      public boolean gone() {
        return gone;
      }

      @Override
      public boolean streaming() {
        return streaming;
      }
    };
  }

  private static GenerationRequest request() {
    return new GenerationRequest(new UUID(7, 7), "m", List.of(), List.of(), 0, 1, 8, List.of(), 1);
  }

  private interface Call {
    @Nullable Object of(String name, Object[] args) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, args) -> call.of(method.getName(), args == null ? new Object[0] : args)));
  }
}
