package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.QuestionFigures;
import ngo.zoo.routing.RouterView;
import ngo.zoo.routing.service.Nodes;
import ngo.zoo.routing.service.Router;
import org.jspecify.annotations.Nullable;

/** How routing does, for staff; each refresh reads anew, and a reader may pause it. */
@Named
@ViewScoped
public class RouterDashboardView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Router router;
  @Inject Nodes nodes;
  @Inject Me me;
  @Inject Texts texts;

  private boolean paused;
  private transient @Nullable RouterView view;
  private transient @Nullable Map<NodeState, Long> states;
  private transient @Nullable Instant readAt;

  /** A code and how often. */
  public record Count(String code, String advice, long count) {}

  public RouterView getView() {
    if (view == null) {
      view = router.view(me.caller().orElseThrow());
      readAt = Instant.now();
    }
    return view;
  }

  /** Reads everything anew at the next look. */
  public void refresh() {
    view = null;
    states = null;
  }

  /** Wall clock. */
  public @Nullable Instant getReadAt() {
    getView();
    return readAt;
  }

  /** How many nodes are in each state, the retired ones left out. */
  public Map<NodeState, Long> getStates() {
    if (states == null) {
      states =
          nodes.nodes().stream()
              .map(NodeView::state)
              .filter(state -> state != NodeState.RETIRED)
              .collect(
                  Collectors.groupingBy(
                      Function.identity(),
                      () -> new EnumMap<>(NodeState.class),
                      Collectors.counting()));
    }
    return states;
  }

  /** Why questions of the last hour were refused, most frequent first, with what to do. */
  public List<Count> getRefusals() {
    return getView().hour().refused().entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(one -> new Count(one.getKey(), advice(one.getKey()), one.getValue()))
        .toList();
  }

  private String advice(String code) {
    return switch (code) {
      case "node-unavailable", "overloaded", "model-not-found" -> texts.of("router.advice.nodes");
      case "embedding-unavailable" -> texts.of("router.advice.embedding");
      case "insufficient-funds", "budget-exceeded", "max-price-below-fee" ->
          texts.of("router.advice.payer");
      case "internal-error" -> texts.of("router.advice.log");
      default -> texts.of("router.advice.asker");
    };
  }

  /** Share of the last hour's questions that were refused. */
  public double getRefusedShare() {
    QuestionFigures hour = getView().hour();
    long all = hour.answered() + hour.refusals();
    return all == 0 ? 0 : (double) hour.refusals() / all;
  }

  /** Share of the answers in their dispute window that are or will be checked. */
  public double getDrawnShare() {
    long seen = getView().books().seen();
    return seen == 0 ? 0 : (double) getView().books().drawn() / seen;
  }

  /** Answers of the last hour as a drawing. */
  public Spark getSpark() {
    return Spark.bars(getView().hour().byMinute());
  }

  /** How many nodes stand behind an open or half-open circuit. */
  public long getBroken() {
    return getView().workers().stream().filter(one -> !"CLOSED".equals(one.breaker())).count();
  }

  /** How a worker's requests failed, such as {@code gone 3, busy 1}. */
  public String failures(RouterView.Worker worker) {
    return worker.failures().entrySet().stream()
        .filter(one -> one.getValue() > 0)
        .map(one -> one.getKey() + " " + one.getValue())
        .collect(Collectors.joining(", "));
  }

  public void pause() {
    paused = true;
  }

  public void resume() {
    paused = false;
    refresh();
  }

  public boolean isPaused() {
    return paused;
  }
}
