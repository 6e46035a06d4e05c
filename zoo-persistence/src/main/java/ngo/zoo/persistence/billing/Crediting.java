package ngo.zoo.persistence.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.billing.InvoiceState;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.PartnerEvents;
import ngo.zoo.billing.rules.CreditUse;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.jspecify.annotations.Nullable;

/**
 * Has what was paid too much settle what is open, in the caller's transaction: whenever an invoice
 * is issued, money comes in or a credit note gives some back. So an organisation has either credit
 * or open invoices, but for top-ups that the treasury cannot deliver yet: they wait for the next
 * occasion and hold up nothing else.
 */
@ApplicationScoped
public class Crediting {
  @Inject private InvoiceStore store;
  @Inject private Journal journal;
  @Inject private PartnerEvents events;

  /** For the container. */
  public Crediting() {}

  Crediting(InvoiceStore store, Journal journal, PartnerEvents events) {
    this.store = store;
    this.journal = journal;
    this.events = events;
  }

  /**
   * Uses the organisation's credit. To be called with its account locked.
   *
   * @param issuing the invoice that is being issued; null for none
   */
  public void use(UUID organisation, @Nullable UUID issuing, Instant now) {
    uses(organisation, now).forEach(use -> use(organisation, use, use.to().equals(issuing), now));
  }

  private List<CreditUse> uses(UUID organisation, Instant now) {
    List<CreditUse.Balance> uneven = store.uneven(organisation);
    Amount refunded = store.refunded(organisation);
    List<CreditUse> uses = CreditUse.of(uneven, refunded);
    if (uses.isEmpty()) {
      return uses;
    }
    Amount treasury = journal.balance(AccountKind.TREASURY, Journal.FOUNDATION, Asset.KEEPER);
    Set<UUID> waiting = new HashSet<>();
    while (undeliverable(organisation, uses, treasury, now) instanceof UUID order) {
      waiting.add(order);
      uses =
          CreditUse.of(
              uneven.stream().filter(one -> !waiting.contains(one.invoice())).toList(), refunded);
    }
    return uses;
  }

  /** The first top-up for which the treasury has not enough; null for none. */
  private @Nullable UUID undeliverable(
      UUID organisation, List<CreditUse> uses, Amount treasury, Instant now) {
    Map<UUID, Amount> paid = new LinkedHashMap<>();
    uses.forEach(use -> paid.merge(use.to(), use.amount(), Amount::plus));
    Amount left = treasury;
    for (Map.Entry<UUID, Amount> one : paid.entrySet()) {
      InvoiceView invoice = invoice(organisation, one.getKey(), now);
      Amount covered = invoice.covered().plus(one.getValue());
      Amount delivered = Settling.keeper(invoice, covered, invoice.credited());
      left = left.minus(delivered);
      if (left.isNegative() && !delivered.isZero()) {
        return invoice.id();
      }
    }
    return null;
  }

  private InvoiceView invoice(UUID organisation, UUID id, Instant now) {
    return store.invoice(organisation, id, now).orElseThrow();
  }

  private static List<PostEntry.Line> lines(InvoiceView before, Amount used) {
    List<PostEntry.Line> lines =
        new ArrayList<>(Invoicing.POSTINGS.applied(before.organisationId(), used));
    lines.addAll(Settling.delivery(before, before.covered().plus(used), before.credited()));
    return lines;
  }

  private void use(UUID organisation, CreditUse use, boolean atIssue, Instant now) {
    InvoiceView before = invoice(organisation, use.to(), now);
    UUID id = Ids.next();
    String memo = "Credit for invoice " + before.number();
    UUID entry =
        journal.post(
            new PostEntry(
                "invoice-credit:" + id,
                CauseKind.INVOICE_CREDIT,
                use.to(),
                memo,
                lines(before, use.amount())),
            now);
    store.addCredit(id, use, atIssue, entry, now);
    InvoiceView after = invoice(organisation, use.to(), now);
    if (after.state() == InvoiceState.PAID) {
      events.publish(
          organisation,
          "invoice.paid",
          after.id(),
          Map.of("number", after.number(), "paid", after.covered().toString()));
    }
  }
}
