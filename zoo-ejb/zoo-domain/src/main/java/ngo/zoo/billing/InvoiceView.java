package ngo.zoo.billing;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as it was issued, and how far it is settled today. All but {@link #state}, {@link
 * #payments}, {@link #creditNotes}, {@link #credits} and {@link #refunded} never changes.
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
 * @param credits what was paid too much of others and settled this one, and of this one and settled
 *     others, oldest first
 * @param refunded what was paid back by hand of what was paid too much
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
    List<CreditNoteView> creditNotes,
    List<AppliedCredit> credits,
    Amount refunded) {
  public InvoiceView {
    lines = List.copyOf(lines);
    payments = List.copyOf(payments);
    creditNotes = List.copyOf(creditNotes);
    credits = List.copyOf(credits);
  }

  public Amount paid() {
    return payments.stream().map(PaymentView::amount).reduce(zero(), Amount::plus);
  }

  public Amount credited() {
    return creditNotes.stream().map(CreditNoteView::gross).reduce(zero(), Amount::plus);
  }

  /** What others' credit settled of it, less what of its own credit settled others. */
  public Amount applied() {
    return credits.stream()
        .map(one -> one.toInvoiceId().equals(id) ? one.amount() : one.amount().negate())
        .reduce(zero(), Amount::plus);
  }

  /** What came in for it: payments and credit. */
  public Amount covered() {
    return paid().plus(applied());
  }

  /** The credit that settled a part of it as it was issued; it stands on the document. */
  public List<AppliedCredit> creditsAtIssue() {
    return credits.stream().filter(one -> one.toInvoiceId().equals(id) && one.atIssue()).toList();
  }

  /** What the document asks for: the gross without the credit of {@link #creditsAtIssue}. */
  public Amount payable() {
    return creditsAtIssue().stream()
        .map(AppliedCredit::amount)
        .reduce(price.gross(), Amount::minus);
  }

  /** What is to be paid still; negative: paid too much. */
  public Amount left() {
    return price.gross().minus(credited()).minus(covered()).plus(refunded);
  }

  /** The same, of which this much was paid back. */
  public InvoiceView refunded(Amount amount) {
    return new InvoiceView(
        id,
        number,
        organisationId,
        kind,
        state,
        postpaid,
        month,
        issuedAt,
        dueAt,
        plan,
        seller,
        billTo,
        lines,
        usage,
        fees,
        creditsUsed,
        settled,
        price,
        entryId,
        payments,
        creditNotes,
        credits,
        amount);
  }

  /** The KEEPER paid with or before the invoice, not in USD. */
  public Amount prepaid() {
    return usage.minus(price.charged());
  }

  private Amount zero() {
    return Amount.zero(price.gross().asset());
  }
}
