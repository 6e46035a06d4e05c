package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.billing.BillingMode;
import ngo.zoo.billing.CreditView;
import ngo.zoo.billing.service.BillingAccounts;
import ngo.zoo.billing.service.Credits;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Staff's grants of credits, and how organisations pay. */
@Named
@ViewScoped
public class CreditsView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Credits credits;
  @Inject BillingAccounts accounts;
  @Inject Me me;
  @Inject Refusals refusals;
  @Inject BusinessClock clock;
  @Inject AskingView asking;
  @Inject Show show;
  @Inject Texts texts;

  /** One form is one grant, however often it is sent. */
  private final String key = UUID.randomUUID().toString();

  private @Nullable PageModel<CreditView> rows;
  private @Nullable String search;
  private String organisation = "";
  private String login = "";
  private String amount = "";
  private @Nullable Integer days;
  private String reason = "";
  private String payer = "";
  private BillingMode mode = BillingMode.POSTPAID;
  private String limit = "";

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  public PageModel<CreditView> getRows() {
    if (rows == null) {
      rows = new PageModel<>(request -> credits.all(reader(), request), ProposalsView.text(search));
    }
    return rows;
  }

  /** First press: reads the form of a grant. */
  public void reviewGrant() {
    try {
      Amount given = amount("amount", amount);
      if (given.units().signum() <= 0) {
        throw Refusal.field("credit-amount-invalid", "amount", texts.of("credits.amount.wrong"));
      }
      if (organisation.isEmpty() && login.isBlank()) {
        throw Refusal.field("login-missing", "login", texts.of("credits.login.missing"));
      }
      if (reason.isBlank()) {
        throw Refusal.field("credit-reason-invalid", "reason", texts.of("credits.reason.missing"));
      }
      asking.about("credit");
    } catch (Refusal refusal) {
      refusals.show(refusal, "credit");
    }
  }

  /** First press: reads the form of a mode. */
  public void reviewSaveMode() {
    try {
      wanted();
      asking.about("mode");
    } catch (Refusal refusal) {
      refusals.show(refusal, "mode");
    }
  }

  /**
   * Second press: grants what the form says: to the organisation chosen, else to the member named.
   */
  public @Nullable String grant() {
    try {
      Amount given = amount("amount", amount);
      Integer valid = days;
      Instant end = valid == null ? null : clock.now().plus(Duration.ofDays(valid));
      if (organisation.isEmpty()) {
        credits.grantToMember(reader(), login.strip(), given, end, reason, key);
      } else {
        credits.grantToOrganisation(
            reader(), UUID.fromString(organisation), given, end, reason, key);
      }
      return done("credits.granted");
    } catch (Refusal refusal) {
      asking.end();
      refusals.show(named(refusal), "credit");
      return null;
    }
  }

  /** Second press: sets how the organisation of the form pays. */
  public @Nullable String saveMode() {
    try {
      accounts.change(reader(), UUID.fromString(payer), mode, wanted());
      return done("credits.mode.set");
    } catch (Refusal refusal) {
      asking.end();
      refusals.show(refusal, "mode");
      return null;
    }
  }

  /** An unknown login belongs beside its field. */
  private static Refusal named(Refusal refusal) {
    return refusal.code().equals("member-not-found")
        ? Refusal.field(refusal.code(), "login", String.valueOf(refusal.getMessage()))
        : refusal;
  }

  private Amount wanted() {
    return mode == BillingMode.PREPAID ? Amount.zero(Asset.KEEPER) : amount("credit_limit", limit);
  }

  /** The amount of the form, for the question whether it is meant. */
  public String getAmountText() {
    return asking.is("credit") ? show.amount(amount("amount", amount)) : "";
  }

  public String getLimitText() {
    return asking.is("mode") ? show.amount(wanted()) : "";
  }

  private String done(String text) {
    refusals.done(text);
    return "/staff/plans.xhtml?faces-redirect=true";
  }

  private static Amount amount(String field, String text) {
    try {
      return Amount.parse(Asset.KEEPER, text);
    } catch (NumberFormatException | ArithmeticException unreadable) {
      throw Refusal.field("amount-unreadable", field, "Write an amount of KEEPER, such as 0.5");
    }
  }

  public BillingMode[] getModes() {
    return BillingMode.values();
  }

  public @Nullable String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = search;
  }

  public String getOrganisation() {
    return organisation;
  }

  public void setOrganisation(@Nullable String organisation) {
    this.organisation = organisation == null ? "" : organisation;
  }

  public String getLogin() {
    return login;
  }

  public void setLogin(@Nullable String login) {
    this.login = login == null ? "" : login;
  }

  public String getAmount() {
    return amount;
  }

  public void setAmount(@Nullable String amount) {
    this.amount = amount == null ? "" : amount;
  }

  public @Nullable Integer getDays() {
    return days;
  }

  public void setDays(@Nullable Integer days) {
    this.days = days;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason == null ? "" : reason;
  }

  public String getPayer() {
    return payer;
  }

  public void setPayer(@Nullable String payer) {
    this.payer = payer == null ? "" : payer;
  }

  public BillingMode getMode() {
    return mode;
  }

  public void setMode(BillingMode mode) {
    this.mode = mode;
  }

  public String getLimit() {
    return limit;
  }

  public void setLimit(@Nullable String limit) {
    this.limit = limit == null ? "" : limit;
  }
}
