package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.persistence.rewards.StakeReader;
import ngo.zoo.persistence.routing.DisputeStore;
import ngo.zoo.rewards.StakeRole;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.FreshReading;
import ngo.zoo.shared.KeptFresh;
import ngo.zoo.shared.Parameters;

/**
 * Which nodes have the stake that lets them be chosen; read at most once a second, because every
 * question asks.
 */
@ApplicationScoped
public class NodeStakes implements KeptFresh {
  static final String MISSING = "stake below the minimum";

  @Inject private StakeReader stakes;
  @Inject private DisputeStore disputes;
  @Inject private Parameters parameters;

  private final FreshReading<Map<UUID, BigInteger>> known =
      FreshReading.of(
          () -> stakes.eligibleNodes(StakeRole.INFERENCE_NODE.minimum(parameters)),
          Duration.ofSeconds(1));

  /** The operator's nodes and those whose owner's stake is enough. */
  public Set<UUID> eligible() {
    return stakes().keySet();
  }

  /**
   * What stands for each of them, base units; the minimum at least, because the operator's own
   * nodes need no stake.
   */
  public Map<UUID, BigInteger> stakes() {
    return known.get();
  }

  /** What its owner has locked behind a node, as it is now. */
  public Amount behind(UUID node) {
    return disputes.stakeBehind(node);
  }

  @Override
  public void keepFresh() {
    known.keepFresh();
  }
}
