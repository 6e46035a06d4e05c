package ngo.zoo.rewards.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.persistence.rewards.epoch.ReputationStore;
import ngo.zoo.rewards.Standing;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/** Standings after the last finished epoch. */
@Stateless
public class Reputations {
  @Inject private ReputationStore store;

  /** The caller's, or that of the organisation the caller acts for. */
  public Standing own(Caller caller) {
    UUID party = Optional.ofNullable(caller.organisationId()).orElse(caller.id());
    return store.of(party).orElseGet(() -> Standing.none(party));
  }

  /**
   * Anybody's, to staff.
   *
   * @throws Refusal {@code role-missing}
   */
  public Standing of(Caller caller, UUID party) {
    if (!party.equals(caller.id()) && !party.equals(caller.organisationId())) {
      caller.require(Role.STAFF);
    }
    return store.of(party).orElseGet(() -> Standing.none(party));
  }

  /** Of those who run nodes: shown beside their nodes to everybody. */
  public Map<UUID, Standing> ofProviders(Collection<UUID> owners) {
    return store.of(owners);
  }
}
