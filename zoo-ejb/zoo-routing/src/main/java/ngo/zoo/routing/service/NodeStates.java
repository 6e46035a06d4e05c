package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import ngo.zoo.persistence.routing.NodePrices;
import ngo.zoo.persistence.routing.NodePrices.Price;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.persistence.routing.NodeStore.Standing;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.rules.NodeLife;
import ngo.zoo.routing.rules.PriceRules;
import ngo.zoo.shared.FreshReading;
import ngo.zoo.shared.KeptFresh;
import org.jspecify.annotations.Nullable;

/**
 * Where nodes stand and what they ask, for those who choose among them; read at most once a second,
 * because every question asks, and at once after what happened on this server.
 */
@ApplicationScoped
public class NodeStates implements KeptFresh {
  /** Where all nodes stood at one moment: one who looks at many asks for it once. */
  public static final class Known {
    private final Map<UUID, Standing> states;
    private final Map<UUID, Map<String, Price>> prices;

    private Known(Map<UUID, Standing> states, Map<UUID, Map<String, Price>> prices) {
      this.states = states;
      this.prices = prices;
    }

    /** Whether questions may be given to it. */
    boolean answers(UUID node) {
      Standing standing = states.get(node);
      return standing != null && standing.state().answers();
    }

    /** Whether questions are given to it once it is up. */
    boolean isAdmitted(UUID node) {
      Standing standing = states.get(node);
      return standing != null && standing.state().isAdmitted();
    }

    /** What an answer of it costs, base units. */
    BigInteger price(UUID node, String model, BigInteger fee) {
      Map<String, Price> its = prices.get(node);
      Price set = its == null ? null : its.get(model);
      return PriceRules.inForce(set == null ? null : set.units(), fee);
    }

    /** Whether it is to be asked only when no healthy node can. */
    boolean isDegraded(UUID node) {
      Standing standing = states.get(node);
      return standing != null && standing.state() == NodeState.DEGRADED;
    }

    /** Why questions may not be given to it. */
    String reason(UUID node) {
      @Nullable Standing standing = states.get(node);
      if (standing == null) {
        return "not registered";
      }
      String word = NodeLife.word(standing.state());
      return standing.reason().isEmpty() ? word : word + ", " + standing.reason();
    }
  }

  @Inject private NodeStore nodes;
  @Inject private NodePrices prices;

  private final FreshReading<Known> known = FreshReading.of(this::read, Duration.ofSeconds(1));

  /** Whether questions may be given to it. */
  public boolean answers(UUID node) {
    return now().answers(node);
  }

  void onChanged(@Observes(during = TransactionPhase.AFTER_SUCCESS) NodeChanged event) {
    known.drop();
  }

  void onPriced(@Observes(during = TransactionPhase.AFTER_SUCCESS) NodePriced event) {
    known.drop();
  }

  public Known now() {
    return known.get();
  }

  @Override
  public void keepFresh() {
    known.keepFresh();
  }

  private Known read() {
    return new Known(
        nodes.standings().stream()
            .collect(Collectors.toUnmodifiableMap(Standing::id, Function.identity())),
        prices.all());
  }
}
