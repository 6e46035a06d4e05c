package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.BudgetAlert;
import ngo.zoo.billing.BudgetDraft;
import ngo.zoo.billing.BudgetPeriod;
import ngo.zoo.billing.BudgetView;
import ngo.zoo.billing.service.Budgets;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Budgets of the organisation shown, with how full they are and what they alerted. */
@Named
@ViewScoped
public class BudgetsView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String PROJECT = "project:";
  private static final String KEY = "key:";

  @Inject Budgets budgets;
  @Inject BillingView billingView;
  @Inject Refusals refusals;
  @Inject Show show;

  private String subject = "";
  private BudgetPeriod period = BudgetPeriod.MONTH;
  private String limit = "";
  private boolean hard = true;
  private transient @Nullable BudgetView ending;

  public List<BudgetView> getRows() {
    return budgets.list(billingView.reader(), billingView.id());
  }

  public List<BudgetAlert> getAlerts() {
    return budgets.alerts(billingView.reader(), billingView.id());
  }

  /** Whole per cent of the limit that are spent, cut at a hundred for the meter. */
  public int percent(BudgetView budget) {
    return Math.min(100, show.share(budget.spent(), budget.limit()) / 100);
  }

  /** Sets the budget of the form. */
  public void set() {
    try {
      budgets.set(
          billingView.reader(),
          billingView.id(),
          new BudgetDraft(id(PROJECT), id(KEY), period, amount(), hard));
      limit = "";
    } catch (Refusal refusal) {
      refusals.show(refusal, "budget");
    }
  }

  /** First press: asks before a bound is gone. */
  public void choose(BudgetView budget) {
    ending = budget;
  }

  public void reconsider() {
    ending = null;
  }

  /** Second press: takes the budget away. */
  public void end() {
    BudgetView budget = ending;
    ending = null;
    if (budget == null) {
      return;
    }
    try {
      budgets.end(billingView.reader(), billingView.id(), budget.id());
    } catch (Refusal refusal) {
      refusals.show(refusal, "budget");
    }
  }

  /** Null while none is being ended. */
  public @Nullable BudgetView getEnding() {
    return ending;
  }

  private @Nullable UUID id(String kind) {
    return subject.startsWith(kind) ? UUID.fromString(subject.substring(kind.length())) : null;
  }

  private Amount amount() {
    try {
      return Amount.parse(Asset.KEEPER, limit);
    } catch (NumberFormatException | ArithmeticException unreadable) {
      throw Refusal.field(
          "budget-limit-invalid", "limit", "Write an amount of KEEPER, such as 0.5");
    }
  }

  public BudgetPeriod[] getPeriods() {
    return BudgetPeriod.values();
  }

  public String getSubject() {
    return subject;
  }

  public void setSubject(@Nullable String subject) {
    this.subject = subject == null ? "" : subject;
  }

  public BudgetPeriod getPeriod() {
    return period;
  }

  public void setPeriod(BudgetPeriod period) {
    this.period = period;
  }

  public String getLimit() {
    return limit;
  }

  public void setLimit(@Nullable String limit) {
    this.limit = limit == null ? "" : limit;
  }

  public boolean isHard() {
    return hard;
  }

  public void setHard(boolean hard) {
    this.hard = hard;
  }
}
