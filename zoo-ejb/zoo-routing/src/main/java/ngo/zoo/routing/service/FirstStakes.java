package ngo.zoo.routing.service;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.persistence.rewards.StakeReader;
import ngo.zoo.rewards.StakeRole;
import ngo.zoo.rewards.service.Staking;
import ngo.zoo.routing.NodeView;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * In a demonstration ({@code zoo.demo.seed=true} with {@code zoo.profile=dev}): locks the least
 * stake behind each provider's node that never had one. Its owner's money may come a moment after
 * the node, so this asks again until it is there.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FirstStakes {
  @Inject
  @ConfigProperty(name = "zoo.demo.seed", defaultValue = "false")
  private boolean seed;

  @Inject
  @ConfigProperty(name = "zoo.profile", defaultValue = "prod")
  private String profile;

  @EJB private Nodes nodes;
  @EJB private Staking staking;
  @Inject private StakeReader stakes;

  private boolean done;

  @PostConstruct
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void start() {
    done = !seed || !profile.equals("dev");
  }

  /** Only nodes known soon after the start: who registers one later stakes in person. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  public void tick() {
    if (!done) {
      List<NodeView> providers = nodes.nodes().stream().filter(FirstStakes::isProviders).toList();
      done = !providers.isEmpty() && providers.stream().allMatch(this::staked);
    }
  }

  private static boolean isProviders(NodeView node) {
    return node.role().equals("PROVIDER");
  }

  private boolean staked(NodeView node) {
    if (stakes.of(node.ownerId()).stream().anyMatch(stake -> isBehind(stake.nodeId(), node))) {
      return true;
    }
    Caller owner =
        new Caller(Caller.Kind.PERSON, node.ownerId(), node.name(), null, Set.of(Role.PROVIDER));
    try {
      staking.lock(
          owner, StakeRole.INFERENCE_NODE, node.id(), staking.minimum(StakeRole.INFERENCE_NODE));
      return true;
    } catch (Refusal notYet) {
      return false;
    }
  }

  private static boolean isBehind(@Nullable UUID nodeId, NodeView node) {
    return node.id().equals(nodeId);
  }
}
