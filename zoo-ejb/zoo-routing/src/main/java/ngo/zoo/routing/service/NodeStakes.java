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
import ngo.zoo.shared.Parameters;

/**
 * Which nodes have the stake that lets them be chosen; read at most once a second, because every
 * question asks.
 */
@ApplicationScoped
public class NodeStakes {
  static final String MISSING = "stake below the minimum";
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  private record Known(Map<UUID, BigInteger> stakes, long readAt) {}

  @Inject private StakeReader stakes;
  @Inject private DisputeStore disputes;
  @Inject private Parameters parameters;

  private volatile Known known = new Known(Map.of(), System.nanoTime() - 2 * FRESH);

  /** The operator's nodes and those whose owner's stake is enough. */
  public Set<UUID> eligible() {
    return stakes().keySet();
  }

  /**
   * What stands for each of them, base units; the minimum at least, because the operator's own
   * nodes need no stake.
   */
  public Map<UUID, BigInteger> stakes() {
    Known now = known;
    return isFresh(now) ? now.stakes : read();
  }

  /** What its owner has locked behind a node, as it is now. */
  public Amount behind(UUID node) {
    return disputes.stakeBehind(node);
  }

  private synchronized Map<UUID, BigInteger> read() {
    if (!isFresh(known)) {
      long at = System.nanoTime();
      known = new Known(stakes.eligibleNodes(StakeRole.INFERENCE_NODE.minimum(parameters)), at);
    }
    return known.stakes;
  }

  private static boolean isFresh(Known known) {
    return System.nanoTime() - known.readAt < FRESH;
  }
}
