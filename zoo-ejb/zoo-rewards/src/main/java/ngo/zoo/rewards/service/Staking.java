package ngo.zoo.rewards.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import ngo.zoo.persistence.rewards.StakeReader;
import ngo.zoo.persistence.rewards.StandingStakes;
import ngo.zoo.rewards.StakeRole;
import ngo.zoo.rewards.StandingStakeView;
import ngo.zoo.rewards.UnbondingView;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * Stakes that stand behind nodes and compute providers. What is locked may always be withdrawn
 * whole; a node without its minimum is not chosen any more, so nothing binds it to stay.
 */
@Stateless
public class Staking {
  @Inject private StandingStakes stakes;
  @Inject private StakeReader reader;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;

  /** The caller's stakes, oldest first. */
  public List<StandingStakeView> mine(Caller caller) {
    return reader.of(person(caller).id());
  }

  /** What the caller asked back, newest first. */
  public List<UnbondingView> unbondings(Caller caller) {
    return reader.unbondings(person(caller).id());
  }

  /** A page of what the caller asked back, newest first. */
  public Page<UnbondingView> unbondings(Caller caller, PageRequest request) {
    return reader.unbondings(person(caller).id(), request);
  }

  /** Everybody's, for staff. */
  public Page<StandingStakeView> all(Caller caller, PageRequest request) {
    caller.require(Role.STAFF);
    return reader.all(request);
  }

  /** The caller's nodes, for the choice of what to stand behind. */
  public List<StakeReader.Named> nodes(Caller caller) {
    return reader.nodesOf(person(caller).id());
  }

  /**
   * The caller's nodes that are not chosen, because less than the minimum is locked behind them.
   */
  public List<StakeReader.Named> lacking(Caller caller) {
    return reader.lackingOf(person(caller).id(), minimum(StakeRole.INFERENCE_NODE));
  }

  /**
   * @throws Refusal {@code stake-not-found} also for other people's
   */
  public StandingStakeView stake(Caller caller, UUID stakeId) {
    return own(stakeId, person(caller).id());
  }

  /**
   * @throws Refusal {@code unbonding-not-found} also for other people's
   */
  public UnbondingView unbonding(Caller caller, UUID unbondingId) {
    return unbonding(person(caller).id(), unbondingId);
  }

  /** The governed minimum of a role. */
  public Amount minimum(StakeRole role) {
    return role.minimum(parameters);
  }

  /**
   * Locks more behind a node of the caller or behind the caller as compute provider.
   *
   * @param node null for a compute provider
   * @throws Refusal {@code stake-node-missing}, {@code stake-node-needless}, {@code
   *     stake-below-minimum}, {@code stake-amount-invalid} (400); {@code node-not-found} also for
   *     other people's; {@code insufficient-funds}; {@code role-missing}
   */
  public StandingStakeView lock(Caller caller, StakeRole role, @Nullable UUID node, Amount amount) {
    UUID member = person(caller).id();
    checkNode(role, node, member);
    UUID id = stakes.lock(member, role, node, amount, minimum(role), clock.now());
    return view(id);
  }

  /**
   * Asks for a part or all of a stake.
   *
   * @throws Refusal {@code stake-not-found} also for other people's; {@code stake-below-minimum},
   *     {@code stake-amount-invalid}; {@code stake-too-small} (409)
   */
  public UnbondingView withdraw(Caller caller, UUID stakeId, Amount amount) {
    UUID member = person(caller).id();
    Amount minimum = minimum(own(stakeId, member).role());
    UUID id =
        stakes.withdraw(
            member,
            stakeId,
            amount,
            minimum,
            parameters.duration(Parameter.UNBONDING),
            clock.now());
    return unbonding(member, id);
  }

  /**
   * Puts an unbonding back into its stake.
   *
   * @throws Refusal {@code unbonding-not-found} also for other people's; {@code unbonding-over}
   */
  public UnbondingView cancel(Caller caller, UUID unbondingId) {
    UUID member = person(caller).id();
    stakes.cancel(member, unbondingId, clock.now());
    return unbonding(member, unbondingId);
  }

  /** Unbondings whose time is over. */
  public List<UUID> due() {
    return stakes.due(clock.now());
  }

  /** Pays one out when its time is over; idempotent. */
  public void complete(UUID unbondingId) {
    stakes.complete(unbondingId, clock.now());
  }

  private StandingStakeView own(UUID stakeId, UUID member) {
    return reader
        .stake(stakeId)
        .filter(stake -> stake.ownerId().equals(member))
        .orElseThrow(() -> Refusal.notFound("stake", stakeId));
  }

  private StandingStakeView view(UUID id) {
    return reader.stake(id).orElseThrow(() -> Refusal.notFound("stake", id));
  }

  private UnbondingView unbonding(UUID member, UUID id) {
    return reader.unbondings(member).stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("unbonding", id));
  }

  private void checkNode(StakeRole role, @Nullable UUID node, UUID member) {
    if (role == StakeRole.COMPUTE_PROVIDER) {
      if (node != null) {
        throw Refusal.field(
            "stake-node-needless", "node_id", "A compute provider's stake names no node");
      }
    } else if (node == null) {
      throw Refusal.field("stake-node-missing", "node_id", "Name the node it stands behind");
    } else if (reader.nodesOf(member).stream().noneMatch(own -> own.id().equals(node))) {
      throw Refusal.notFound("node", node);
    }
  }

  private static Caller person(Caller caller) {
    if (caller.kind() != Caller.Kind.PERSON) {
      throw Refusal.forbidden("person-needed", "Stakes belong to people; sign in as a member");
    }
    return caller;
  }
}
