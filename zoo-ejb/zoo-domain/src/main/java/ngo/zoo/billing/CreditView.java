package ngo.zoo.billing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A grant of inference credits.
 *
 * @param ownerKind MEMBER or ORGANISATION
 * @param owner login of the member or name of the organisation
 * @param remaining what queries may still take
 * @param grantedBy who granted it: a login, or {@code system} for what was earned
 * @param expiresAt business time at which the rest returns to the treasury; null: never
 */
public record CreditView(
    UUID id,
    AccountKind ownerKind,
    UUID ownerId,
    String owner,
    Amount amount,
    Amount remaining,
    String reason,
    String grantedBy,
    Instant grantedAt,
    @Nullable Instant expiresAt,
    CreditState state) {}
