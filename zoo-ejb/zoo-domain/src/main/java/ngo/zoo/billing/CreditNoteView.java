package ngo.zoo.billing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * What was taken back of an invoice.
 *
 * @param invoice the invoice's number
 */
public record CreditNoteView(
    UUID id,
    String number,
    UUID invoiceId,
    String invoice,
    Amount net,
    Amount tax,
    Amount gross,
    String reason,
    Instant issuedAt,
    UUID entryId) {}
