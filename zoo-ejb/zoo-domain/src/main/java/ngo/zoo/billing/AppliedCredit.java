package ngo.zoo.billing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * What was paid too much of one invoice and settled a part of another.
 *
 * @param from number of the invoice that was paid too much of
 * @param to number of the invoice that it settled a part of
 * @param atIssue whether that one was issued with it, so that its document takes it off
 */
public record AppliedCredit(
    UUID id,
    UUID fromInvoiceId,
    String from,
    UUID toInvoiceId,
    String to,
    Amount amount,
    Instant appliedAt,
    boolean atIssue,
    UUID entryId) {}
