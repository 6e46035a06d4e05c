package ngo.zoo.billing;

import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * An invoice in a list.
 *
 * @param month null for a top-up
 * @param organisation its name today
 * @param applied what others' credit settled of it, less what of its own credit settled others
 * @param refunded what was paid back by hand of what was paid too much
 */
public record InvoiceRow(
    UUID id,
    String number,
    UUID organisationId,
    String organisation,
    InvoiceKind kind,
    @Nullable YearMonth month,
    InvoiceState state,
    Amount charged,
    Amount gross,
    Amount paid,
    Amount credited,
    Amount applied,
    Amount refunded,
    Instant issuedAt,
    Instant dueAt) {
  /** What is to be paid still; negative: paid too much. */
  public Amount left() {
    return gross.minus(credited).minus(paid).minus(applied).plus(refunded);
  }

  /** The same, of which this much was paid back. */
  public InvoiceRow refunded(Amount amount) {
    return new InvoiceRow(
        id,
        number,
        organisationId,
        organisation,
        kind,
        month,
        state,
        charged,
        gross,
        paid,
        credited,
        applied,
        amount,
        issuedAt,
        dueAt);
  }
}
