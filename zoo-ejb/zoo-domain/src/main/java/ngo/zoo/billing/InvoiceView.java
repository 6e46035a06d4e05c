package ngo.zoo.billing;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as it was issued, and how far it is settled today. All but {@link #state}, {@link
 * #payments} and {@link #creditNotes} never changes.
 *
 * @param month the calendar month (UTC) it is for; null for a top-up
 * @param plan the plan's name and version; empty for a top-up
 * @param billTo the organisation as it was called when the invoice was issued
 * @param lines in KEEPER; they sum to {@link #usage}
 * @param fees KEEPER that answers of the month took from the account or the credit line
 * @param creditsUsed KEEPER that answers of the month took from credits
 * @param settled KEEPER taken from the prepaid account with the invoice; negative: given back
 * @param price what is charged in USD, with the rate
 * @param entryId the journal entry of the issue; null when nothing had to move
 */
public record InvoiceView(
    UUID id,
    String number,
    UUID organisationId,
    InvoiceKind kind,
    InvoiceState state,
    boolean postpaid,
    @Nullable YearMonth month,
    Instant issuedAt,
    Instant dueAt,
    String plan,
    Seller seller,
    BillTo billTo,
    List<RatedLine> lines,
    Amount usage,
    Amount fees,
    Amount creditsUsed,
    Amount settled,
    InvoicePrice price,
    @Nullable UUID entryId,
    List<PaymentView> payments,
    List<CreditNoteView> creditNotes) {
  public InvoiceView {
    lines = List.copyOf(lines);
    payments = List.copyOf(payments);
    creditNotes = List.copyOf(creditNotes);
  }

  public Amount paid() {
    return payments.stream().map(PaymentView::amount).reduce(zero(), Amount::plus);
  }

  public Amount credited() {
    return creditNotes.stream().map(CreditNoteView::gross).reduce(zero(), Amount::plus);
  }

  /** What is to be paid still; negative: paid too much. */
  public Amount left() {
    return price.gross().minus(credited()).minus(paid());
  }

  /** The KEEPER paid with or before the invoice, not in USD. */
  public Amount prepaid() {
    return usage.minus(price.charged());
  }

  private Amount zero() {
    return Amount.zero(price.gross().asset());
  }
}
