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
    AccountKind payerKind, UUID payer, @Nullable UUID project, @Nullable UUID keyFamily) {}
