package ngo.zoo.routing.rules;

import static ngo.zoo.routing.NodeState.BANNED;
import static ngo.zoo.routing.NodeState.BENCHMARKING;
import static ngo.zoo.routing.NodeState.DEGRADED;
import static ngo.zoo.routing.NodeState.DISCOVERED;
import static ngo.zoo.routing.NodeState.DRAINED;
import static ngo.zoo.routing.NodeState.DRAINING;
import static ngo.zoo.routing.NodeState.EJECTED;
import static ngo.zoo.routing.NodeState.HEALTHY;
import static ngo.zoo.routing.NodeState.RETIRED;
import static ngo.zoo.routing.NodeState.RETIRING;
import static ngo.zoo.routing.NodeState.UNHEALTHY;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ngo.zoo.routing.NodeCause;
import ngo.zoo.routing.NodeState;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A node's way through its states: which lead to which, and what moves it by itself. Discovered →
 * benchmarking → healthy ⇄ degraded ⇄ unhealthy → ejected or banned, and draining → drained and
 * retiring → retired aside. What persons may do is {@link NodeActions}.
 */
public final class NodeLife {
  /** Benchmarks that fail one after the other before a node is ejected. */
  public static final int MOST_FAILED_BENCHMARKS = 5;

  /** Over which {@link NodeFigures} are added up. */
  public static final Duration LATELY = Duration.ofMinutes(5);

  /** In which a node that goes down again and again is counted. */
  public static final Duration FLAPPING = Duration.ofMinutes(10);

  private static final int MOST_FALLS = 3;
  private static final int LEAST_REQUESTS = 10;
  private static final int MOST_BAD_SEALS = 3;
  private static final int WHOLE = 10_000;
  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(5);
  private static final Map<NodeState, Set<NodeState>> EDGES = edges();

  private NodeLife() {}

  private static Map<NodeState, Set<NodeState>> edges() {
    Map<NodeState, Set<NodeState>> edges = new EnumMap<>(NodeState.class);
    edges.put(DISCOVERED, EnumSet.of(BENCHMARKING, HEALTHY, DRAINED, RETIRED, EJECTED, BANNED));
    edges.put(BENCHMARKING, EnumSet.of(HEALTHY, DISCOVERED, DRAINED, RETIRED, EJECTED, BANNED));
    edges.put(
        HEALTHY, EnumSet.of(DEGRADED, UNHEALTHY, DISCOVERED, DRAINING, RETIRING, EJECTED, BANNED));
    edges.put(
        DEGRADED, EnumSet.of(HEALTHY, UNHEALTHY, DISCOVERED, DRAINING, RETIRING, EJECTED, BANNED));
    edges.put(
        UNHEALTHY, EnumSet.of(HEALTHY, DEGRADED, DISCOVERED, DRAINED, RETIRED, EJECTED, BANNED));
    edges.put(DRAINING, EnumSet.of(DRAINED, HEALTHY, DISCOVERED, RETIRING, EJECTED, BANNED));
    edges.put(DRAINED, EnumSet.of(DISCOVERED, RETIRED, EJECTED, BANNED));
    edges.put(RETIRING, EnumSet.of(RETIRED, HEALTHY, DISCOVERED, EJECTED, BANNED));
    edges.put(RETIRED, EnumSet.of(DISCOVERED, BANNED));
    edges.put(EJECTED, EnumSet.of(DISCOVERED, RETIRED, BANNED));
    edges.put(BANNED, EnumSet.of(DISCOVERED));
    return edges;
  }

  /** Whether a node may go from one to the other at all. */
  public static boolean leads(NodeState from, NodeState to) {
    return EDGES.getOrDefault(from, Set.of()).contains(to);
  }

  /**
   * @throws Refusal {@code node-state} (409)
   */
  public static void require(NodeState from, NodeState to) {
    if (!leads(from, to)) {
      throw Refusal.conflict(
          "node-state", "A node that is " + word(from) + " cannot become " + word(to));
    }
  }

  /** As people read it. */
  public static String word(NodeState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /**
   * What is known of a node that answers its probe.
   *
   * @param sealed whether it signs its answers; the operator's own servers that do not are not
   *     measured, because nothing would vouch for the result
   * @param admitted whether its last benchmark was passed and still holds
   * @param falls how often it went down in {@link #FLAPPING}
   */
  public record Standing(boolean sealed, boolean admitted, int falls) {}

  /** A probe found it well. */
  public static Optional<NodeStep> up(NodeState now, Standing standing) {
    boolean good = standing.admitted() || !standing.sealed();
    if (now == DISCOVERED && !standing.sealed()) {
      return probe(HEALTHY, "its server answers; the operator’s own, so it is not measured");
    }
    if (now != UNHEALTHY) {
      return Optional.empty();
    }
    if (!good) {
      return probe(DISCOVERED, "up again, and its last benchmark does not hold any more");
    }
    return standing.falls() >= MOST_FALLS
        ? probe(DEGRADED, "up again, after going down " + standing.falls() + " times in 10 minutes")
        : probe(HEALTHY, "up again");
  }

  /** A probe or a request found it down. */
  public static Optional<NodeStep> down(NodeState now, String reason) {
    return switch (now) {
      case HEALTHY, DEGRADED -> probe(UNHEALTHY, reason);
      case DRAINING -> probe(DRAINED, "it went down while draining: " + reason);
      case RETIRING -> probe(RETIRED, "it went down while it finished its work: " + reason);
      default -> Optional.empty();
    };
  }

  private static Optional<NodeStep> probe(NodeState to, String reason) {
    return Optional.of(new NodeStep(to, reason, NodeCause.PROBE));
  }

  /**
   * It has been measured; a node in use that passes stays what it is.
   *
   * @param reason why it failed; empty when it passed
   * @param failures in a row, this one included
   */
  public static Optional<NodeStep> measured(
      NodeState now, String reason, String figures, int failures) {
    boolean passed = reason.isEmpty();
    boolean waits = now == BENCHMARKING;
    if (!waits && !(now.answers() && !passed)) {
      return Optional.empty();
    }
    if (passed) {
      return Optional.of(new NodeStep(HEALTHY, "admitted: " + figures, NodeCause.BENCHMARK));
    }
    return Optional.of(
        failures >= MOST_FAILED_BENCHMARKS
            ? new NodeStep(
                EJECTED, failures + " benchmarks failed in a row: " + reason, NodeCause.RULE)
            : new NodeStep(DISCOVERED, "not admitted: " + reason, NodeCause.BENCHMARK));
  }

  /** When a node may be measured again after so many failures in a row. */
  public static Instant mayTryAt(Instant lastEnded, int failures) {
    return failures == 0
        ? lastEnded
        : lastEnded.plus(FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures - 1, 6)));
  }

  /** How its latest requests speak for or against it. */
  public static Optional<NodeStep> figures(
      NodeState now, NodeFigures figures, NodeThresholds thresholds) {
    if (!now.answers()) {
      return Optional.empty();
    }
    if (figures.badSeals() >= MOST_BAD_SEALS) {
      return Optional.of(
          new NodeStep(
              EJECTED,
              "the seals of " + figures.badSeals() + " answers in 5 minutes did not fit them",
              NodeCause.RULE));
    }
    String trouble = trouble(figures, thresholds);
    if (now == HEALTHY && !trouble.isEmpty()) {
      return Optional.of(new NodeStep(DEGRADED, trouble, NodeCause.FIGURES));
    }
    return now == DEGRADED && trouble.isEmpty() && hasRecovered(figures, thresholds)
        ? Optional.of(new NodeStep(HEALTHY, recovery(figures), NodeCause.FIGURES))
        : Optional.empty();
  }

  private static String trouble(NodeFigures figures, NodeThresholds thresholds) {
    if (figures.circuitOpen()) {
      return "too many requests failed, one after the other";
    }
    if (figures.requests() < LEAST_REQUESTS) {
      return "";
    }
    if (figures.answered() * WHOLE < thresholds.success() * figures.requests()) {
      return "only %d of its last %d requests succeeded"
          .formatted(figures.answered(), figures.requests());
    }
    double slowest = thresholds.slowest().toMillis();
    return figures.p95Millis() > slowest
        ? String.format(
            Locale.ROOT,
            "slow: one in twenty answers takes more than %.1f s",
            figures.p95Millis() / 1000)
        : "";
  }

  /** Half of what it was allowed to fail, so that it does not go to and fro at the edge. */
  private static boolean hasRecovered(NodeFigures figures, NodeThresholds thresholds) {
    long wanted = (WHOLE + thresholds.success()) / 2;
    return figures.answered() * WHOLE >= wanted * figures.requests();
  }

  private static String recovery(NodeFigures figures) {
    return figures.requests() == 0
        ? "nothing went wrong for 5 minutes"
        : "%d of its last %d requests succeeded".formatted(figures.answered(), figures.requests());
  }

  /** It has been out of service for too long. */
  public static Optional<NodeStep> aged(
      NodeState now, Instant since, Instant at, NodeThresholds thresholds) {
    boolean waits = now == UNHEALTHY || now == DISCOVERED;
    if (!waits || since.plus(thresholds.ejection()).isAfter(at)) {
      return Optional.empty();
    }
    String what = now == UNHEALTHY ? "down" : "waiting for its admission";
    return Optional.of(
        new NodeStep(EJECTED, what + " for " + thresholds.ejection(), NodeCause.PROBE));
  }

  /**
   * Whether a node that starts again, and says so under its key, is to be admitted anew without
   * anybody's asking: one that had drained itself, and one that was ejected for being away.
   *
   * @param last what caused its last step
   * @param asked who asked for its latest step that somebody asked for; null for nobody
   */
  public static boolean returns(
      NodeState now, @Nullable NodeCause last, @Nullable NodeCause asked) {
    return switch (now) {
      case DRAINING, DRAINED -> asked == NodeCause.NODE;
      case EJECTED -> last == NodeCause.PROBE;
      default -> false;
    };
  }

  /**
   * It has finished what it worked on.
   *
   * @param reason why it is leaving; who retired it said it, and it stays on record
   */
  public static Optional<NodeStep> finished(NodeState now, int inFlight, String reason) {
    if (inFlight > 0) {
      return Optional.empty();
    }
    return switch (now) {
      case DRAINING ->
          Optional.of(new NodeStep(DRAINED, "has finished its last answer", NodeCause.RULE));
      case RETIRING -> Optional.of(new NodeStep(RETIRED, reason, NodeCause.RULE));
      default -> Optional.empty();
    };
  }
}
