package ngo.zoo.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.routing.service.Nodes;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * Whose books a caller may read: its own, its organisation's, its nodes', the foundation's; staff
 * read all.
 */
@ApplicationScoped
public class Owners {
  @Inject Nodes nodes;

  /**
   * @param owner null for the caller itself
   * @throws Refusal {@code not-yours}
   */
  UUID visible(Caller caller, @Nullable UUID owner) {
    if (owner == null || isOwn(caller, owner)) {
      return owner == null ? caller.id() : owner;
    }
    if (owner.equals(Accounts.FOUNDATION)
        || caller.has(Role.STAFF)
        || nodes.isOwner(caller.id(), owner)) {
      return owner;
    }
    throw Refusal.forbidden("not-yours", "These books belong to somebody else");
  }

  private static boolean isOwn(Caller caller, UUID owner) {
    return owner.equals(caller.id()) || owner.equals(caller.organisationId());
  }
}
