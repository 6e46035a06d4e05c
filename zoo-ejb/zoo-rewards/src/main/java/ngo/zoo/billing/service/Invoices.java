package ngo.zoo.billing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.BillTo;
import ngo.zoo.billing.CreditNoteView;
import ngo.zoo.billing.InvoiceFilter;
import ngo.zoo.billing.InvoicePrinter;
import ngo.zoo.billing.InvoiceRow;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.IssuedInvoice;
import ngo.zoo.billing.PaymentDraft;
import ngo.zoo.billing.Unpaid;
import ngo.zoo.persistence.billing.BillingTerms;
import ngo.zoo.persistence.billing.InvoiceStore;
import ngo.zoo.persistence.billing.Invoicing;
import ngo.zoo.persistence.billing.Settling;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import ngo.zoo.shared.Scope;
import org.jboss.logging.Logger;

/** Invoices, what is paid of them and what is taken back. */
@Stateless
public class Invoices {
  private static final Logger LOG = Logger.getLogger(Invoices.class);
  private static final int ATTEMPTS = 3;

  @Inject private InvoiceStore store;
  @Inject private Invoicing invoicing;
  @Inject private Settling settling;
  @Inject private BillingTerms accounts;
  @Inject private InvoicePrinter printer;
  @Inject private InvoiceMail mail;
  @Inject private Tenancy tenancy;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;
  @EJB private Rating rating;
  @EJB private Invoices self;

  /**
   * Newest first.
   *
   * @throws Refusal {@code role-missing} for invoices of all organisations, but for staff
   */
  public Page<InvoiceRow> list(Caller caller, InvoiceFilter filter, PageRequest request) {
    UUID organisation = filter.organisation();
    if (organisation == null) {
      caller.require(Role.STAFF);
    } else {
      tenancy.enter(caller, organisation, Scope.USAGE_READ);
    }
    return store.list(filter, request, clock.now());
  }

  /**
   * @throws Refusal {@code invoice-not-found} (404)
   */
  public InvoiceView invoice(Caller caller, UUID organisation, UUID id) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return store
        .invoice(organisation, id, clock.now())
        .orElseThrow(() -> Refusal.notFound("invoice", id));
  }

  /** What the organisation has to pay still. */
  public Unpaid unpaid(Caller caller, UUID organisation) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return store.unpaid(organisation, clock.now());
  }

  /** The invoice as it was issued, as PDF. */
  public byte[] pdf(Caller caller, UUID organisation, UUID id) {
    return printer.pdf(invoice(caller, organisation, id));
  }

  /**
   * The credit note as it was issued, as PDF.
   *
   * @throws Refusal {@code credit-note-not-found} (404)
   */
  public byte[] creditNotePdf(Caller caller, UUID organisation, UUID id) {
    CreditNoteView note = creditNote(caller, organisation, id);
    return printer.pdf(invoice(caller, organisation, note.invoiceId()), note);
  }

  /**
   * @throws Refusal {@code credit-note-not-found} (404)
   */
  public CreditNoteView creditNote(Caller caller, UUID organisation, UUID id) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return store
        .creditNote(organisation, id)
        .orElseThrow(() -> Refusal.notFound("credit-note", id));
  }

  /** Newest first. */
  public List<CreditNoteView> creditNotes(Caller caller, UUID organisation) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return store.creditNotes(organisation);
  }

  /**
   * Closes a month (staff). When the account is spent from at the same moment, it is tried again.
   *
   * @throws Refusal {@code period-not-over}, {@code answers-not-final}, {@code nothing-to-invoice}
   *     (409)
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public IssuedInvoice close(Caller caller, UUID organisation, YearMonth month) {
    self.mayClose(caller, organisation);
    for (int attempt = 1; ; attempt++) {
      try {
        return self.closeOnce(organisation, month);
      } catch (Refusal refusal) {
        if (refusal.kind() != Refusal.Kind.PAYMENT_REQUIRED || attempt == ATTEMPTS) {
          throw refusal;
        }
      }
    }
  }

  /** Refuses others than staff, and organisations that do not exist. */
  public void mayClose(Caller caller, UUID organisation) {
    staff(caller, organisation);
  }

  /** One attempt, in a transaction of its own. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public IssuedInvoice closeOnce(UUID organisation, YearMonth month) {
    return sent(invoicing.close(organisation, month, rating::rate, mail.seller()));
  }

  /** Closes every month that is over and final, one transaction each; how many. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public int closeDue() {
    Duration window = parameters.duration(Parameter.DISPUTE_WINDOW);
    Instant settled = clock.now().minus(window);
    YearMonth last = YearMonth.from(settled.atOffset(ZoneOffset.UTC)).minusMonths(1);
    int closed = 0;
    for (InvoiceStore.OpenMonth open : store.openMonths(last)) {
      closed += closedAlone(open) ? 1 : 0;
    }
    return closed;
  }

  private boolean closedAlone(InvoiceStore.OpenMonth open) {
    try {
      return self.closeOnce(open.organisation(), open.month()).first();
    } catch (Refusal notYet) {
      LOG.debugf("%s of %s: %s", open.month(), open.organisation(), notYet.code());
      return false;
    } catch (RuntimeException e) {
      LOG.warnf(
          e, "%s of %s is not invoiced; tried again later", open.month(), open.organisation());
      return false;
    }
  }

  /** Tells organisations of invoices that became overdue; how many. */
  public int remind() {
    return invoicing.remind();
  }

  /**
   * Orders KEEPER for the prepaid account; they come as the invoice is paid.
   *
   * @throws Refusal {@code top-up-invalid} (400), {@code top-up-needs-prepaid} (409)
   */
  public InvoiceView topUp(Caller caller, UUID organisation, Amount keeper) {
    tenancy.enter(caller, organisation, Scope.BILLING_WRITE);
    return sent(invoicing.topUp(organisation, keeper, mail.seller())).invoice();
  }

  /**
   * Records money that came in, once per key (staff).
   *
   * @throws Refusal {@code invoice-not-found} (404), {@code idempotency-key-reused} (409)
   */
  public InvoiceView pay(Caller caller, UUID organisation, UUID invoice, PaymentDraft draft) {
    staff(caller, organisation);
    return settling.pay(organisation, invoice, draft, caller.id());
  }

  /**
   * Takes back some or all of an invoice (staff).
   *
   * @throws Refusal {@code invoice-not-found} (404), {@code credit-note-invalid} (400), {@code
   *     insufficient-funds} (402)
   */
  public CreditNoteView credit(
      Caller caller, UUID organisation, UUID invoice, Amount gross, String reason) {
    staff(caller, organisation);
    return settling.credit(organisation, invoice, gross, reason, caller.id());
  }

  public BillTo billTo(Caller caller, UUID organisation) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return accounts.billTo(organisation);
  }

  /**
   * Changes where invoices go from now on; the tax stays as it is but for staff.
   *
   * @throws Refusal {@code tax-needs-staff} (403)
   */
  public BillTo changeBillTo(Caller caller, UUID organisation, BillTo wanted) {
    tenancy.enter(caller, organisation, Scope.BILLING_WRITE);
    BillTo present = accounts.billTo(organisation);
    boolean taxes = wanted.taxBp() != present.taxBp() || !wanted.taxId().equals(present.taxId());
    if (taxes && !caller.has(Role.STAFF)) {
      throw Refusal.forbidden(
          "tax-needs-staff", "The tax and the tax id are set by the foundation's staff");
    }
    accounts.change(organisation, wanted);
    return wanted;
  }

  private IssuedInvoice sent(IssuedInvoice issued) {
    if (issued.first()) {
      mail.send(issued.invoice());
    }
    return issued;
  }

  private void staff(Caller caller, UUID organisation) {
    caller.require(Role.STAFF);
    tenancy.enter(caller, organisation, Scope.BILLING_WRITE);
  }
}
