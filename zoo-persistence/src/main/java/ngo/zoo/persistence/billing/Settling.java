package ngo.zoo.persistence.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.billing.CreditNoteView;
import ngo.zoo.billing.InvoiceKind;
import ngo.zoo.billing.InvoicePrice;
import ngo.zoo.billing.InvoiceState;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.PartnerEvents;
import ngo.zoo.billing.PaymentDraft;
import ngo.zoo.billing.PaymentView;
import ngo.zoo.billing.rules.InvoiceNumber;
import ngo.zoo.billing.rules.Reason;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Refusal;

/**
 * Payments and credit notes. The KEEPER of a top-up follow what is paid of it, to the last unit: a
 * part paid is a part delivered, and what a credit note takes back of a paid part comes back.
 */
@ApplicationScoped
public class Settling {
  @Inject private BillingTerms accounts;
  @Inject private InvoiceStore store;
  @Inject private Journal journal;
  @Inject private Crediting crediting;
  @Inject private PartnerEvents events;
  @Inject private BusinessClock clock;

  /** For the container. */
  public Settling() {}

  Settling(
      BillingTerms accounts,
      InvoiceStore store,
      Journal journal,
      PartnerEvents events,
      BusinessClock clock) {
    this.accounts = accounts;
    this.store = store;
    this.journal = journal;
    this.crediting = new Crediting(store, journal, events);
    this.events = events;
    this.clock = clock;
  }

  /**
   * Records money that came in, once per key. What is more than the invoice asks for settles what
   * else is open, then the next invoice; until then it is due to the organisation and can be
   * refunded.
   *
   * @throws Refusal {@code invoice-not-found} (404); {@code idempotency-key-reused} (409) when the
   *     key was used for something else
   */
  public InvoiceView pay(UUID organisation, UUID invoiceId, PaymentDraft draft, UUID recordedBy) {
    InvoiceView before = locked(organisation, invoiceId);
    Optional<PaymentView> same = store.payment(draft.idempotencyKey());
    if (same.isPresent()) {
      return replayed(before, same.get(), draft);
    }
    Amount paid = before.covered().plus(draft.amount());
    List<PostEntry.Line> lines =
        new ArrayList<>(Invoicing.POSTINGS.paid(organisation, draft.amount()));
    lines.addAll(delivery(before, paid, before.credited()));
    Instant now = clock.now();
    UUID id = Ids.next();
    UUID entry = post("payment:" + id, CauseKind.PAYMENT, id, "Payment of", before, lines, now);
    store.addPayment(
        new PaymentView(id, invoiceId, draft.amount(), draft.reference(), now, entry),
        draft,
        recordedBy);
    crediting.use(organisation, null, now);
    InvoiceView after = store.invoice(organisation, invoiceId, now).orElseThrow();
    if (before.state() != InvoiceState.PAID && after.state() == InvoiceState.PAID) {
      events.publish(
          organisation,
          "invoice.paid",
          invoiceId,
          Map.of("number", after.number(), "paid", after.paid().toString()));
    }
    return after;
  }

  /**
   * Takes back some or all of an invoice.
   *
   * @throws Refusal {@code credit-note-invalid} (400) for nothing or more than is left of the
   *     invoice; {@code insufficient-funds} (402) when KEEPER that would come back are spent
   */
  public CreditNoteView credit(
      UUID organisation, UUID invoiceId, Amount gross, String reason, UUID issuedBy) {
    InvoiceView before = locked(organisation, invoiceId);
    String why = Reason.of(reason);
    Amount left = before.price().gross().minus(before.credited());
    if (gross.asset() != Asset.USD || gross.units().signum() <= 0 || gross.compareTo(left) > 0) {
      throw Refusal.field(
          "credit-note-invalid",
          "gross",
          "A credit note takes back some USD, of this invoice at most " + left);
    }
    InvoicePrice price = before.price();
    Amount net = price.netOf(left).minus(price.netOf(left.minus(gross)));
    Amount tax = gross.minus(net);
    boolean earned = before.kind() == InvoiceKind.USAGE;
    List<PostEntry.Line> lines =
        new ArrayList<>(Invoicing.POSTINGS.credited(organisation, net, tax, earned));
    lines.addAll(delivery(before, before.covered(), before.credited().plus(gross)));
    Instant now = clock.now();
    UUID id = Ids.next();
    String number = store.next(InvoiceNumber.CREDIT_NOTE, now);
    UUID entry =
        post("credit-note:" + id, CauseKind.CREDIT_NOTE, id, number + " on", before, lines, now);
    CreditNoteView note =
        new CreditNoteView(
            id, number, invoiceId, before.number(), net, tax, gross, why, now, entry);
    store.addCreditNote(note, issuedBy);
    crediting.use(organisation, null, now);
    events.publish(
        organisation,
        "credit_note.issued",
        id,
        Map.of("number", number, "invoice", before.number(), "gross", gross.toString()));
    return note;
  }

  /** What of a top-up is to move when this much is paid and credited; empty for usage. */
  static List<PostEntry.Line> delivery(InvoiceView invoice, Amount paid, Amount credited) {
    if (invoice.kind() == InvoiceKind.USAGE) {
      return List.of();
    }
    InvoicePrice price = invoice.price();
    Amount before = counted(invoice, invoice.covered(), invoice.credited());
    Amount after = counted(invoice, paid, credited);
    return Invoicing.POSTINGS.delivered(
        invoice.organisationId(),
        keeper(invoice, paid, credited),
        price.netOf(after).minus(price.netOf(before)));
  }

  /** The KEEPER among {@link #delivery}. */
  static Amount keeper(InvoiceView invoice, Amount paid, Amount credited) {
    if (invoice.kind() == InvoiceKind.USAGE) {
      return Amount.keeper(BigInteger.ZERO);
    }
    InvoicePrice price = invoice.price();
    Amount before = counted(invoice, invoice.covered(), invoice.credited());
    return price.chargedOf(counted(invoice, paid, credited)).minus(price.chargedOf(before));
  }

  /** The part of the gross that is paid and stands. */
  private static Amount counted(InvoiceView invoice, Amount paid, Amount credited) {
    Amount standing = invoice.price().gross().minus(credited);
    return paid.compareTo(standing) <= 0 ? paid : standing;
  }

  private InvoiceView locked(UUID organisation, UUID invoiceId) {
    accounts.lock(organisation);
    return store
        .invoice(organisation, invoiceId, clock.now())
        .orElseThrow(() -> Refusal.notFound("invoice", invoiceId));
  }

  private static InvoiceView replayed(InvoiceView invoice, PaymentView first, PaymentDraft draft) {
    if (!first.invoiceId().equals(invoice.id()) || !first.amount().equals(draft.amount())) {
      throw Refusal.conflict(
          "idempotency-key-reused", "This key recorded another payment; use a new one");
    }
    return invoice;
  }

  private UUID post(
      String key,
      CauseKind kind,
      UUID id,
      String what,
      InvoiceView invoice,
      List<PostEntry.Line> lines,
      Instant now) {
    String memo = what + " invoice " + invoice.number();
    return journal.post(new PostEntry(key, kind, id, memo, lines), now);
  }
}
