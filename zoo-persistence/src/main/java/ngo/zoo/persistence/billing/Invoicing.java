package ngo.zoo.persistence.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.billing.InvoiceKind;
import ngo.zoo.billing.InvoicePrice;
import ngo.zoo.billing.InvoiceRow;
import ngo.zoo.billing.InvoiceState;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.IssuedInvoice;
import ngo.zoo.billing.PartnerEvents;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.billing.RatedPeriod;
import ngo.zoo.billing.Seller;
import ngo.zoo.billing.UsageRating;
import ngo.zoo.billing.rules.InvoiceNumber;
import ngo.zoo.billing.rules.InvoicePostings;
import ngo.zoo.billing.rules.UsageSettlement;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Issues invoices: the row, its number, its journal entry and the use of credit for it in the
 * caller's transaction, one transaction at a time per organisation.
 */
@ApplicationScoped
public class Invoicing {
  static final InvoicePostings POSTINGS = new InvoicePostings(Journal.FOUNDATION);

  @Inject private BillingTerms accounts;
  @Inject private InvoiceStore store;
  @Inject private Journal journal;
  @Inject private Parameters parameters;
  @Inject private Crediting crediting;
  @Inject private PartnerEvents events;
  @Inject private BusinessClock clock;

  /** For the container. */
  public Invoicing() {}

  public Invoicing(
      BillingTerms accounts,
      InvoiceStore store,
      Journal journal,
      Parameters parameters,
      PartnerEvents events,
      BusinessClock clock) {
    this.accounts = accounts;
    this.store = store;
    this.journal = journal;
    this.crediting = new Crediting(store, journal, events);
    this.parameters = parameters;
    this.events = events;
    this.clock = clock;
  }

  /**
   * The invoice of a month, issued once. An answer belongs to the month in which it was answered,
   * so one that was asked before midnight and answered after belongs to the next.
   *
   * @throws Refusal {@code period-not-over}, {@code answers-not-final}, {@code nothing-to-invoice}
   *     (409); {@code insufficient-funds} (402) when the account was spent from meanwhile: try
   *     again
   */
  public IssuedInvoice close(
      UUID organisation, YearMonth month, UsageRating rating, Seller seller) {
    BillingTerms.Terms terms = accounts.lock(organisation);
    Instant now = clock.now();
    Optional<InvoiceView> before = store.ofMonth(organisation, month, now);
    if (before.isPresent()) {
      return new IssuedInvoice(before.get(), false);
    }
    requireFinal(organisation, month, now);
    RatedPeriod rated =
        rating.rate(
            organisation, InvoiceStore.begin(month), InvoiceStore.begin(month.plusMonths(1)));
    if (rated.total().isZero() && rated.fees().isZero() && rated.creditsUsed().isZero()) {
      throw Refusal.conflict("nothing-to-invoice", "Nothing was used in " + month);
    }
    UsageSettlement settlement = settlement(organisation, terms, rated);
    InvoicePrice price = price(settlement.charged(), terms);
    UUID id = Ids.next();
    String number = store.next(InvoiceNumber.INVOICE, now);
    List<PostEntry.Line> lines =
        POSTINGS.usage(organisation, settlement.taken(), settlement.refilled(), price);
    return issued(
        new InvoiceView(
            id,
            number,
            organisation,
            InvoiceKind.USAGE,
            InvoiceState.OPEN,
            terms.postpaid(),
            month,
            now,
            due(now),
            rated.plan(),
            seller,
            terms.named(),
            rated.lines(),
            rated.total(),
            rated.fees(),
            rated.creditsUsed(),
            settlement.taken(),
            price,
            entry(id, number, lines, now),
            List.of(),
            List.of(),
            List.of(),
            Amount.zero(Asset.USD)));
  }

  /**
   * An invoice for KEEPER on the prepaid account, which come as it is paid.
   *
   * @throws Refusal {@code top-up-invalid} (400) for nothing or less than a cent; {@code
   *     top-up-needs-prepaid}, {@code top-up-too-high} (409) for more than the treasury could
   *     deliver
   */
  public IssuedInvoice topUp(UUID organisation, Amount keeper, Seller seller) {
    BillingTerms.Terms terms = accounts.lock(organisation);
    if (terms.postpaid()) {
      throw Refusal.conflict(
          "top-up-needs-prepaid", "A post-paid organisation has no account to top up");
    }
    if (keeper.asset() != Asset.KEEPER || keeper.units().signum() <= 0) {
      throw tooLittle();
    }
    InvoicePrice price = price(keeper, terms);
    if (price.net().isZero()) {
      throw tooLittle();
    }
    Amount most = journal.balance(AccountKind.TREASURY, Journal.FOUNDATION, Asset.KEEPER);
    if (keeper.compareTo(most) > 0) {
      throw Refusal.conflict("top-up-too-high", "The foundation has %s to sell".formatted(most));
    }
    Instant now = clock.now();
    UUID id = Ids.next();
    String number = store.next(InvoiceNumber.INVOICE, now);
    Amount none = Amount.zero(Asset.KEEPER);
    RatedLine line =
        new RatedLine(
            "KEEPER for the prepaid account", null, null, "top-up", BigInteger.ONE, keeper, keeper);
    return issued(
        new InvoiceView(
            id,
            number,
            organisation,
            InvoiceKind.TOP_UP,
            InvoiceState.OPEN,
            false,
            null,
            now,
            due(now),
            "",
            seller,
            terms.named(),
            List.of(line),
            keeper,
            none,
            none,
            none,
            price,
            entry(id, number, POSTINGS.charged(organisation, price), now),
            List.of(),
            List.of(),
            List.of(),
            Amount.zero(Asset.USD)));
  }

  /** Tells organisations of invoices that became overdue, each once; how many. */
  public int remind() {
    List<InvoiceRow> overdue = store.remind(clock.now());
    overdue.forEach(
        row ->
            events.publish(
                row.organisationId(),
                "invoice.overdue",
                row.id(),
                Map.of(
                    "number", row.number(),
                    "due_at", row.dueAt().toString(),
                    "left", row.left().toString())));
    return overdue.size();
  }

  private void requireFinal(UUID organisation, YearMonth month, Instant now) {
    Instant over =
        InvoiceStore.begin(month.plusMonths(1)).plus(parameters.duration(Parameter.DISPUTE_WINDOW));
    if (now.isBefore(over)) {
      throw Refusal.conflict(
          "period-not-over", "%s can be closed from %s on".formatted(month, over));
    }
    if (store.held(organisation, month)) {
      throw Refusal.conflict(
          "answers-not-final",
          "Answers of %s can still be challenged; close it when they are final".formatted(month));
    }
  }

  private UsageSettlement settlement(
      UUID organisation, BillingTerms.Terms terms, RatedPeriod rated) {
    AccountKind kind = terms.postpaid() ? AccountKind.CREDIT_LINE : AccountKind.ORGANISATION;
    Amount balance = journal.balance(kind, organisation, Asset.KEEPER);
    return terms.postpaid()
        ? UsageSettlement.postpaid(rated, terms.creditLimit().minus(balance))
        : UsageSettlement.prepaid(rated, balance);
  }

  private InvoicePrice price(Amount charged, BillingTerms.Terms terms) {
    return InvoicePrice.of(charged, parameters.text(Parameter.KEEPER_USD), terms.billTo().taxBp());
  }

  private Instant due(Instant now) {
    return now.plus(parameters.duration(Parameter.PAYMENT_TERM));
  }

  private @Nullable UUID entry(UUID id, String number, List<PostEntry.Line> lines, Instant now) {
    return lines.isEmpty()
        ? null
        : journal.post(
            new PostEntry("invoice:" + id, CauseKind.INVOICE, id, "Invoice " + number, lines), now);
  }

  private IssuedInvoice issued(InvoiceView invoice) {
    store.add(invoice);
    events.publish(
        invoice.organisationId(),
        "invoice.issued",
        invoice.id(),
        Map.of(
            "number", invoice.number(),
            "kind", invoice.kind() == InvoiceKind.USAGE ? "usage" : "top-up",
            "usage", invoice.usage().toString(),
            "gross", invoice.price().gross().toString(),
            "due_at", invoice.dueAt().toString()));
    crediting.use(invoice.organisationId(), invoice.id(), invoice.issuedAt());
    InvoiceView stored =
        store.invoice(invoice.organisationId(), invoice.id(), clock.now()).orElseThrow();
    return new IssuedInvoice(stored, true);
  }

  private static Refusal tooLittle() {
    return Refusal.field(
        "top-up-invalid", "keeper", "Order an amount of KEEPER that is worth a cent at least");
  }
}
