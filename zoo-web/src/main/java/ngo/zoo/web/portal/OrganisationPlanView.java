package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.billing.BillingAccountView;
import ngo.zoo.billing.CreditView;
import ngo.zoo.billing.MeteredUsage;
import ngo.zoo.billing.OrganisationPlan;
import ngo.zoo.billing.PlanTerms.ModelPrice;
import ngo.zoo.billing.PlanVersion;
import ngo.zoo.billing.PriceComparison;
import ngo.zoo.billing.UsageQuery;
import ngo.zoo.billing.service.BillingAccounts;
import ngo.zoo.billing.service.Credits;
import ngo.zoo.billing.service.Plans;
import ngo.zoo.billing.service.PriceDryRun;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** The organisation's plan, what it has to pay with, and what usage would cost by another plan. */
@Named
@ViewScoped
public class OrganisationPlanView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Plans plans;
  @Inject Credits credits;
  @Inject BillingAccounts accounts;
  @Inject PriceDryRun dryRun;
  @Inject BillingView billingView;
  @Inject Refusals refusals;
  @Inject BusinessClock clock;

  private @Nullable PageModel<CreditView> grants;
  private transient @Nullable OrganisationPlan plan;
  private transient @Nullable BillingAccountView account;
  private transient @Nullable List<PlanVersion> versions;
  private transient @Nullable PriceComparison compared;
  private String version = "";
  private String month = "";
  private String model = "";
  private @Nullable Long queries;
  private @Nullable Long inputTokens;
  private @Nullable Long outputTokens;

  public OrganisationPlan getPlan() {
    if (plan == null) {
      plan = plans.of(billingView.reader(), billingView.id());
    }
    return plan;
  }

  /** Read once, because the page asks for each figure of it. */
  public BillingAccountView getAccount() {
    if (account == null) {
      account = accounts.of(billingView.reader(), billingView.id());
    }
    return account;
  }

  /** All versions that the organisation may see and that usage can be priced by. */
  public List<PlanVersion> getVersions() {
    if (versions == null) {
      versions =
          plans.list(billingView.reader()).stream()
              .flatMap(one -> one.versions().stream())
              .toList();
    }
    return versions;
  }

  /** Whether a version began one day; the first plan was there from the start. */
  public boolean dated(PlanVersion one) {
    return one.validFrom().isAfter(Instant.EPOCH);
  }

  public PageModel<CreditView> getGrants() {
    if (grants == null) {
      grants =
          new PageModel<>(request -> credits.of(billingView.reader(), billingView.id(), request));
    }
    return grants;
  }

  /** The tiers of a model's price in words. */
  public String tiers(ModelPrice price) {
    return TermsText.tiers(price);
  }

  /** Units of a line with group marks. */
  public String count(BigInteger quantity) {
    return String.format(Locale.UK, "%,d", quantity);
  }

  /** Prices the month, or the queries thought of when there are some. */
  public void price() {
    compared = null;
    try {
      PriceDryRun.PricedBy by = dryRun.by(billingView.reader(), UUID.fromString(version));
      Long imagined = queries;
      compared =
          imagined == null
              ? dryRun.overDays(billingView.reader(), billingView.id(), by, days())
              : dryRun.overUsage(
                  billingView.reader(), billingView.id(), by, List.of(usage(imagined)));
    } catch (Refusal refusal) {
      refusals.show(refusal, "dry");
    }
  }

  private MeteredUsage usage(long imagined) {
    if (model.isBlank()) {
      throw Refusal.field("field-missing", "model", "Name the model that is asked");
    }
    Long in = inputTokens;
    Long out = outputTokens;
    return new MeteredUsage(
        null,
        model.strip(),
        imagined,
        in == null ? 0 : in,
        out == null ? 0 : out,
        Amount.zero(Asset.KEEPER));
  }

  private UsageQuery days() {
    try {
      LocalDate first = YearMonth.parse(month.isBlank() ? present() : month.strip()).atDay(1);
      return new UsageQuery(first, first.plusMonths(1), Set.of());
    } catch (DateTimeException unreadable) {
      throw Refusal.field("month-unreadable", "month", "Write a month such as 2026-11");
    }
  }

  private String present() {
    return YearMonth.from(clock.now().atZone(ZoneOffset.UTC)).toString();
  }

  /** Null before anything was asked. */
  public @Nullable PriceComparison getCompared() {
    return compared;
  }

  public String getVersion() {
    return version;
  }

  public void setVersion(@Nullable String version) {
    this.version = version == null ? "" : version;
  }

  public String getMonth() {
    return month.isBlank() ? present() : month;
  }

  public void setMonth(@Nullable String month) {
    this.month = month == null ? "" : month;
  }

  public String getModel() {
    return model;
  }

  public void setModel(@Nullable String model) {
    this.model = model == null ? "" : model;
  }

  public @Nullable Long getQueries() {
    return queries;
  }

  public void setQueries(@Nullable Long queries) {
    this.queries = queries;
  }

  public @Nullable Long getInputTokens() {
    return inputTokens;
  }

  public void setInputTokens(@Nullable Long inputTokens) {
    this.inputTokens = inputTokens;
  }

  public @Nullable Long getOutputTokens() {
    return outputTokens;
  }

  public void setOutputTokens(@Nullable Long outputTokens) {
    this.outputTokens = outputTokens;
  }
}
