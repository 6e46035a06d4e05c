package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.InvoiceFilter;
import ngo.zoo.billing.InvoiceRow;
import ngo.zoo.billing.InvoiceState;
import ngo.zoo.billing.IssuedInvoice;
import ngo.zoo.billing.OrganisationRow;
import ngo.zoo.billing.PaymentDraft;
import ngo.zoo.billing.RefundView;
import ngo.zoo.billing.service.Invoices;
import ngo.zoo.billing.service.Organisations;
import ngo.zoo.billing.service.Refunds;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Invoices of all organisations for staff: close months, record payments, take and give back. */
@Named
@ViewScoped
public class InvoiceDeskView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Invoices invoices;
  @Inject Refunds refunds;
  @Inject Organisations organisations;
  @Inject BusinessClock clock;
  @Inject Me me;
  @Inject Refusals refusals;
  @Inject AskingView asking;
  @Inject Show show;
  @Inject Texts texts;

  private @Nullable PageModel<InvoiceRow> rows;
  private String search = "";
  private String state = "";
  private String organisation = "";
  private String month = "";
  private @Nullable InvoiceRow chosen;
  private String amount = "";
  private String text = "";
  private String asset = Asset.USD.name();
  private String refunded = "";
  private String refund = "";
  private String why = "";
  private @Nullable RefundView approving;
  private boolean declining;

  /** Newest first, by state and search. */
  public PageModel<InvoiceRow> getRows() {
    if (rows == null) {
      rows =
          new PageModel<>(
              request -> invoices.list(caller(), new InvoiceFilter(null, filter(), null), request),
              search);
    }
    return rows;
  }

  private @Nullable InvoiceState filter() {
    return state.isEmpty() ? null : InvoiceState.valueOf(state);
  }

  /** Shows what the search and the state ask for. */
  public void find() {
    rows = null;
  }

  public InvoiceState[] getStates() {
    return InvoiceState.values();
  }

  public List<OrganisationRow> getOrganisations() {
    return organisations.list(caller());
  }

  public List<RefundView> getWaiting() {
    return refunds.waiting(caller());
  }

  /** Asking for a refund does not allow to approve it. */
  public boolean mayApprove(RefundView refund) {
    return !refund.requestedBy().equals(caller().id());
  }

  /** First press: reads the month. */
  public void reviewClose() {
    attempt(
        "close",
        () -> {
          month();
          asking.about("close");
        });
  }

  /** The organisation whose month is closed. */
  public String getOrganisationName() {
    return getOrganisations().stream()
        .filter(one -> one.id().toString().equals(organisation))
        .map(OrganisationRow::name)
        .findFirst()
        .orElse("");
  }

  /** Second press: issues the invoice of a month. */
  public void closeMonth() {
    attempt(
        "close",
        () -> {
          IssuedInvoice issued = invoices.close(caller(), UUID.fromString(organisation), month());
          asking.end();
          refusals.done(
              issued.first() ? "desk.close.done" : "desk.close.before", issued.invoice().number());
        });
  }

  private YearMonth month() {
    try {
      return YearMonth.parse(getMonth());
    } catch (DateTimeException unreadable) {
      throw Refusal.field("month-unreadable", "month", "Write a month such as 2026-10");
    }
  }

  /** Opens the forms of one invoice. */
  public void choose(InvoiceRow row) {
    chosen = row;
    asking.end();
    amount = row.left().units().signum() <= 0 ? "" : row.left().decimal();
    text = "";
  }

  public void reconsider() {
    chosen = null;
    approving = null;
    asking.end();
  }

  /** First press: reads the form of a payment. */
  public void reviewPayment() {
    review("pay");
  }

  /** First press: reads the form of a credit note. */
  public void reviewCredit() {
    review("note");
  }

  private void review(String form) {
    attempt(
        "pay",
        () -> {
          if (usd().units().signum() <= 0) {
            throw Refusal.field("amount-invalid", "amount", texts.of("desk.amount.wrong"));
          }
          if (text.isBlank()) {
            throw Refusal.field("reference-missing", "reference", texts.of("desk.text.missing"));
          }
          asking.about(form);
        });
  }

  /** What was typed, for the question whether it is meant. */
  public String getAmountText() {
    return asking.is("pay") || asking.is("note") ? show.amount(usd()) : "";
  }

  /** Second press: records money that came in; the same reference counts once per invoice. */
  public void recordPayment() {
    InvoiceRow row = chosen;
    if (row != null) {
      attempt(
          "pay",
          () -> {
            String key = row.number() + ":" + text.strip();
            PaymentDraft draft = new PaymentDraft(usd(), text, key);
            invoices.pay(caller(), row.organisationId(), row.id(), draft);
            finished("desk.pay.done", row.number());
          });
    }
  }

  /** Second press: takes back some or all of the invoice. */
  public void credit() {
    InvoiceRow row = chosen;
    if (row != null) {
      attempt(
          "pay",
          () -> {
            var note = invoices.credit(caller(), row.organisationId(), row.id(), usd(), text);
            finished("desk.credit.done", note.number());
          });
    }
  }

  /** Asks for a refund, which another member of staff approves. */
  public void requestRefund() {
    attempt(
        "refund",
        () -> {
          Amount wanted = InvoicesView.amount("amount", Asset.valueOf(asset), refund);
          refunds.request(caller(), UUID.fromString(refunded), wanted, why);
          refund = "";
          why = "";
          refusals.done("desk.refund.requested");
        });
  }

  /** First press: asks whether it is meant. */
  public void consider(RefundView asked, boolean decline) {
    approving = asked;
    declining = decline;
  }

  /** Second press: pays the refund, or declines it. */
  public void decide() {
    RefundView asked = approving;
    if (asked != null) {
      attempt(
          "refund",
          () -> {
            if (declining) {
              refunds.decline(caller(), asked.organisationId(), asked.id());
              finished("desk.refund.declined");
            } else {
              refunds.approve(caller(), asked.organisationId(), asked.id());
              finished("desk.refund.approved", show.amount(asked.amount()));
            }
          });
    }
  }

  private void finished(String key, Object... values) {
    reconsider();
    amount = "";
    text = "";
    refusals.done(key, values);
  }

  private Amount usd() {
    return InvoicesView.amount("amount", Asset.USD, amount);
  }

  private void attempt(String prefix, Runnable action) {
    try {
      action.run();
    } catch (Refusal refusal) {
      asking.end();
      refusals.show(refusal, prefix);
    }
  }

  private Caller caller() {
    return me.caller().orElseThrow();
  }

  public @Nullable InvoiceRow getChosen() {
    return chosen;
  }

  public @Nullable RefundView getApproving() {
    return approving;
  }

  public boolean isDeclining() {
    return declining;
  }

  public String getRefunded() {
    return refunded;
  }

  public void setRefunded(@Nullable String refunded) {
    this.refunded = refunded == null ? "" : refunded;
  }

  public String getRefund() {
    return refund;
  }

  public void setRefund(@Nullable String refund) {
    this.refund = refund == null ? "" : refund;
  }

  public String getWhy() {
    return why;
  }

  public void setWhy(@Nullable String why) {
    this.why = why == null ? "" : why;
  }

  public String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = search == null ? "" : search;
  }

  public String getState() {
    return state;
  }

  public void setState(@Nullable String state) {
    this.state = state == null ? "" : state;
  }

  public String getOrganisation() {
    return organisation;
  }

  public void setOrganisation(@Nullable String organisation) {
    this.organisation = organisation == null ? "" : organisation;
  }

  /** The month before the present one until another is typed. */
  public String getMonth() {
    return month.isEmpty()
        ? YearMonth.from(clock.now().atOffset(ZoneOffset.UTC)).minusMonths(1).toString()
        : month;
  }

  public void setMonth(@Nullable String month) {
    this.month = month == null ? "" : month;
  }

  public String getAmount() {
    return amount;
  }

  public void setAmount(@Nullable String amount) {
    this.amount = amount == null ? "" : amount;
  }

  public String getText() {
    return text;
  }

  public void setText(@Nullable String text) {
    this.text = text == null ? "" : text;
  }

  public String getAsset() {
    return asset;
  }

  public void setAsset(@Nullable String asset) {
    this.asset = asset == null ? Asset.USD.name() : asset;
  }
}
