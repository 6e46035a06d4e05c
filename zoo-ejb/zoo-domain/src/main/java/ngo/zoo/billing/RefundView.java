package ngo.zoo.billing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * Money back to a partner: KEEPER to its account, or USD to its bank.
 *
 * @param organisation its name
 * @param entryId null until it is approved
 */
public record RefundView(
    UUID id,
    UUID organisationId,
    String organisation,
    Amount amount,
    String reason,
    RefundState state,
    UUID requestedBy,
    String requester,
    Instant requestedAt,
    @Nullable Instant decidedAt,
    @Nullable UUID entryId) {}
