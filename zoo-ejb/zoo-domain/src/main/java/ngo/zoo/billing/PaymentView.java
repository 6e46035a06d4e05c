package ngo.zoo.billing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * Money that came in for an invoice.
 *
 * @param reference the bank's
 */
public record PaymentView(
    UUID id, UUID invoiceId, Amount amount, String reference, Instant recordedAt, UUID entryId) {}
