package ngo.zoo.rewards.leases;

import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import org.jspecify.annotations.Nullable;

/**
 * Whom a lease spends for, as narrow as the narrowest budget that can bind it.
 *
 * @param payerKind MEMBER or ORGANISATION
 * @param project null, like {@code keyFamily}, when no API key was sent
 */
public record LeaseScope(
    AccountKind payerKind, UUID payer, @Nullable UUID project, @Nullable UUID keyFamily) {
  /** Whether it spends for the other's payer and, where the other names them, project and key. */
  public boolean isWithin(LeaseScope other) {
    return payer.equals(other.payer)
        && (other.project == null || other.project.equals(project))
        && (other.keyFamily == null || other.keyFamily.equals(keyFamily));
  }
}
