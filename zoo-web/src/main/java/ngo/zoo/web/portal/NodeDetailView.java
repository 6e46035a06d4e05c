package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import ngo.zoo.rewards.Standing;
import ngo.zoo.rewards.service.Callers;
import ngo.zoo.rewards.service.Reputations;
import ngo.zoo.routing.BenchmarkView;
import ngo.zoo.routing.JudgementState;
import ngo.zoo.routing.JudgementView;
import ngo.zoo.routing.NodeChangeView;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.NodeTrackView;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.VerifierStanding;
import ngo.zoo.routing.service.DisputeFiles;
import ngo.zoo.routing.service.NodeLives;
import ngo.zoo.routing.service.NodeStakes;
import ngo.zoo.routing.service.Nodes;
import ngo.zoo.routing.service.Verifications;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * One node: how it is and was, what it answers how fast, what stands behind it, how it was judged.
 */
@Named
@ViewScoped
public class NodeDetailView implements Serializable {
  private static final long serialVersionUID = 1;

  /** How far back the charts look, by the word of the address. */
  private static final Map<String, Duration> PERIODS =
      Map.of("hour", Duration.ofHours(1), "day", Duration.ofDays(1), "week", Duration.ofDays(7));

  private static final List<String> PERIOD_WORDS = List.of("hour", "day", "week");

  @Inject Nodes nodes;
  @Inject NodeLives lives;
  @Inject NodeStakes stakes;
  @Inject Verifications verifications;
  @Inject DisputeFiles disputes;
  @Inject Callers callers;
  @Inject Reputations reputations;
  @Inject Me me;

  private @Nullable String id;
  private String period = "day";
  private transient @Nullable NodeView node;
  private transient @Nullable NodeChart chart;
  private transient @Nullable List<NodeTrackView> tracks;
  private transient @Nullable VerifierStanding verifier;
  private transient @Nullable Map<JudgementState, Long> judged;
  private @Nullable PageModel<NodeChangeView> history;
  private @Nullable PageModel<BenchmarkView> benchmarks;
  private @Nullable PageModel<JudgementView> judgements;

  /** Reads the node; 404 when the address names none. */
  public void load() {
    Lookup.byId(id, nodes::node)
        .ifPresent(
            found -> {
              node = found;
              history = new PageModel<>(request -> lives.history(found.id(), request));
              benchmarks = new PageModel<>(request -> lives.benchmarks(found.id(), request));
              judgements =
                  new PageModel<>(request -> verifications.judgements(found.id(), request));
            });
  }

  public @Nullable NodeView getNode() {
    if (node == null) {
      load();
    }
    return node;
  }

  private NodeView shown() {
    NodeView found = getNode();
    if (found == null) {
      throw new IllegalStateException("the page of no node");
    }
    return found;
  }

  /** Display name of who runs it; empty when that is no person. */
  public String getOwner() {
    return callers.names(List.of(shown().ownerId())).getOrDefault(shown().ownerId(), "");
  }

  public boolean isOwn() {
    return shown().ownerId().equals(me.getId());
  }

  /** Whether the reader may see its address: it may lie inside somebody's network. */
  public boolean isTrusted() {
    return isOwn() || me.isStaff();
  }

  /** What independent parties paid who runs it, decayed; null when nothing yet. */
  public @Nullable Amount getReputation() {
    Standing standing = reputations.ofProviders(List.of(shown().ownerId())).get(shown().ownerId());
    return standing == null ? null : Amount.keeper(standing.provider());
  }

  public Amount getStake() {
    return stakes.behind(shown().id());
  }

  /** Whether it is passed over, however healthy, for want of stake. */
  public boolean isLackingStake() {
    return "PROVIDER".equals(shown().role())
        && !isRetired()
        && !stakes.eligible().contains(shown().id());
  }

  public boolean isRetired() {
    return shown().state() == NodeState.RETIRED;
  }

  /** Whether its owner, who reads this, may take back what stands behind a retired node. */
  public boolean isStakeIdle() {
    return isRetired() && isOwn() && !getStake().isZero();
  }

  public NodeChart getChart() {
    if (chart == null) {
      Duration back = PERIODS.getOrDefault(period, Duration.ofDays(1));
      chart = NodeChart.of(lives.load(shown().id(), back), Instant.now(), back);
    }
    return chart;
  }

  public List<NodeTrackView> getTracks() {
    if (tracks == null) {
      tracks = verifications.tracks(shown().id());
    }
    return tracks;
  }

  /** Whether it may verify others' answers, and if not, why. */
  public VerifierStanding getVerifier() {
    if (verifier == null) {
      verifier = verifications.verifier(shown().id());
    }
    return verifier;
  }

  private long judged(JudgementState state) {
    if (judged == null) {
      judged = disputes.judged(shown().id());
    }
    return judged.getOrDefault(state, 0L);
  }

  public long getCleared() {
    return judged(JudgementState.CLEARED);
  }

  public long getDoubted() {
    return judged(JudgementState.DOUBTED);
  }

  public long getDisputed() {
    return judged(JudgementState.DISPUTED);
  }

  public long getUnresolved() {
    return judged(JudgementState.UNRESOLVED);
  }

  public @Nullable PageModel<NodeChangeView> getHistory() {
    return history;
  }

  public @Nullable PageModel<BenchmarkView> getBenchmarks() {
    return benchmarks;
  }

  public @Nullable PageModel<JudgementView> getJudgements() {
    return judgements;
  }

  public List<String> getPeriods() {
    return PERIOD_WORDS;
  }

  public @Nullable String getId() {
    return id;
  }

  public void setId(@Nullable String id) {
    this.id = id;
  }

  public String getPeriod() {
    return period;
  }

  public void setPeriod(@Nullable String period) {
    this.period = period != null && PERIODS.containsKey(period) ? period : "day";
  }
}
