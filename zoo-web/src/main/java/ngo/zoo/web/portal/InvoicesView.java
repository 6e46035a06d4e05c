package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import ngo.zoo.billing.BillTo;
import ngo.zoo.billing.CreditNoteView;
import ngo.zoo.billing.InvoiceFilter;
import ngo.zoo.billing.InvoiceRow;
import ngo.zoo.billing.InvoiceState;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.RefundView;
import ngo.zoo.billing.StatementView;
import ngo.zoo.billing.service.Invoices;
import ngo.zoo.billing.service.Refunds;
import ngo.zoo.billing.service.Statements;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Invoices of the organisation shown: the list, one opened, top-ups, the month's statement. */
@Named
@ViewScoped
public class InvoicesView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Invoices invoices;
  @Inject Refunds refunds;
  @Inject Statements statements;
  @Inject BillingView billingView;
  @Inject BusinessClock clock;
  @Inject Me me;
  @Inject Refusals refusals;

  private @Nullable PageModel<InvoiceRow> rows;
  private String state = "";
  private @Nullable String month;
  private @Nullable String invoice;
  private transient @Nullable InvoiceView one;
  private transient @Nullable StatementView statement;
  private String keeper = "";
  private @Nullable String legalName;
  private @Nullable String address;
  private @Nullable String email;

  public PageModel<InvoiceRow> getRows() {
    if (rows == null) {
      rows =
          new PageModel<>(
              request ->
                  invoices.list(
                      billingView.reader(),
                      new InvoiceFilter(billingView.id(), filter(), null),
                      request));
    }
    return rows;
  }

  private @Nullable InvoiceState filter() {
    return state.isEmpty() ? null : InvoiceState.valueOf(state);
  }

  public InvoiceState[] getStates() {
    return InvoiceState.values();
  }

  /** Answers 404 when the address names an invoice that is not the organisation's. */
  public void load() {
    if (me.isSignedIn() && invoice != null && billingView.getOrganisation() != null) {
      Lookup.byId(invoice, id -> invoices.invoice(billingView.reader(), billingView.id(), id))
          .ifPresent(it -> one = it);
    }
  }

  /** Null unless the address names one; read once, because the page asks for each figure. */
  public @Nullable InvoiceView getOne() {
    if (one == null) {
      load();
    }
    return one;
  }

  /** Units of a line with group marks. */
  public String count(BigInteger quantity) {
    return String.format(Locale.UK, "%,d", quantity);
  }

  public List<CreditNoteView> getCreditNotes() {
    return invoices.creditNotes(billingView.reader(), billingView.id());
  }

  public List<RefundView> getRefunds() {
    return refunds.list(billingView.reader(), billingView.id());
  }

  /** Orders a top-up and goes to its invoice, so that a reload orders nothing again. */
  public @Nullable String order() {
    try {
      Amount wanted = amount("keeper", Asset.KEEPER, keeper);
      InvoiceView made = invoices.topUp(billingView.reader(), billingView.id(), wanted);
      refusals.done("invoices.topup.done");
      return "/invoices.xhtml?faces-redirect=true&organisation="
          + billingView.id()
          + "&invoice="
          + made.id();
    } catch (Refusal refusal) {
      refusals.show(refusal, "topup");
      return null;
    }
  }

  /** Keeps the address of the form; what stands in no field stays. */
  public void saveAddress() {
    try {
      BillTo now = billTo();
      invoices.changeBillTo(
          billingView.reader(),
          billingView.id(),
          BillTo.of(getLegalName(), getAddress(), now.taxId(), now.taxBp(), getEmail()));
      refusals.done("invoices.billto.done");
    } catch (Refusal refusal) {
      refusals.show(refusal, "billto");
    }
  }

  /** What was typed, as an amount; the refusal names the field. */
  static Amount amount(String field, Asset asset, String text) {
    try {
      return Amount.parse(asset, text);
    } catch (NumberFormatException | ArithmeticException unreadable) {
      throw Refusal.field(
          "amount-invalid", field, "Write an amount of " + asset + " such as 12.50");
    }
  }

  /** The chosen month of the business clock, read once. */
  public StatementView getStatement() {
    if (statement == null) {
      YearMonth shown = shown();
      statement =
          statements.statement(
              billingView.reader(), billingView.id(), shown.atDay(1), shown.plusMonths(1).atDay(1));
    }
    return statement;
  }

  private YearMonth shown() {
    try {
      return month == null || month.isBlank() ? present() : YearMonth.parse(month);
    } catch (DateTimeException unreadable) {
      return present();
    }
  }

  private YearMonth present() {
    return YearMonth.from(clock.now().atOffset(ZoneOffset.UTC));
  }

  public String getBefore() {
    return shown().minusMonths(1).toString();
  }

  /** The following month; empty when that is in the future. */
  public String getAfter() {
    return shown().isBefore(present()) ? shown().plusMonths(1).toString() : "";
  }

  private BillTo billTo() {
    return invoices.billTo(billingView.reader(), billingView.id());
  }

  public @Nullable String getMonth() {
    return month;
  }

  public void setMonth(@Nullable String month) {
    this.month = month;
  }

  public @Nullable String getInvoice() {
    return invoice;
  }

  public void setInvoice(@Nullable String invoice) {
    this.invoice = invoice == null || invoice.isBlank() ? null : invoice;
  }

  public String getShownMonth() {
    return shown().toString();
  }

  public String getState() {
    return state;
  }

  public void setState(@Nullable String state) {
    this.state = state == null ? "" : state;
  }

  public String getKeeper() {
    return keeper;
  }

  public void setKeeper(@Nullable String keeper) {
    this.keeper = keeper == null ? "" : keeper;
  }

  public String getLegalName() {
    return legalName == null ? billTo().legalName() : legalName;
  }

  public void setLegalName(@Nullable String legalName) {
    this.legalName = legalName;
  }

  public String getAddress() {
    return address == null ? billTo().address() : address;
  }

  public void setAddress(@Nullable String address) {
    this.address = address;
  }

  public String getEmail() {
    return email == null ? billTo().email() : email;
  }

  public void setEmail(@Nullable String email) {
    this.email = email;
  }
}
