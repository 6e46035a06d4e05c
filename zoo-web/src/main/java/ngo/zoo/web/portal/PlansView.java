package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.billing.OrganisationRow;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.billing.PlanView;
import ngo.zoo.billing.service.Organisations;
import ngo.zoo.billing.service.Plans;
import ngo.zoo.routing.Strategy;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Staff's plans: make one, add a version, give it to an organisation. */
@Named
@ViewScoped
public class PlansView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Plans plans;
  @Inject Organisations organisations;
  @Inject Me me;
  @Inject Refusals refusals;
  @Inject AskingView asking;
  @Inject Show show;
  @Inject Texts texts;

  private String plan = "";
  private String name = "";
  private boolean open = true;
  private String prices = "";
  private String tiers = "";
  private String minimum = "";
  private String free = "";
  private boolean durable;
  private String strategy = "";
  private String rate = "";
  private String from = "";
  private String assigned = "";
  private String organisation = "";
  private String assignedFrom = "";
  private transient @Nullable PlanTerms terms;

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  public List<PlanView> getRows() {
    return plans.list(reader());
  }

  public List<OrganisationRow> getOrganisations() {
    return organisations.list(reader());
  }

  /** First press: reads the form and shows the terms it makes. */
  public void reviewSave() {
    review(
        "plan",
        () -> {
          terms = TermsText.read(prices, tiers, minimum, free, durable, strategy, rate);
          start("from", from);
          if (plan.isEmpty() && name.isBlank()) {
            throw Refusal.field("plan-name-invalid", "name", texts.of("plans.name.missing"));
          }
        });
  }

  /** First press: reads the form of an assignment. */
  public void reviewAssign() {
    review("assign", () -> start("from", assignedFrom));
  }

  private void review(String form, Runnable reading) {
    try {
      reading.run();
      asking.about(form);
    } catch (Refusal refusal) {
      refusals.show(renamed(refusal), form);
    }
  }

  /** The terms that the form made at the first press. */
  public PlanTerms getTerms() {
    PlanTerms read = terms;
    return read == null ? TermsText.read("", "", "", "", false, "", "") : read;
  }

  /** Second press: makes the plan of the form, or adds a version to the one chosen there. */
  public @Nullable String save() {
    try {
      PlanTerms wanted = getTerms();
      Instant start = start("from", from);
      if (plan.isEmpty()) {
        plans.create(reader(), name, open, wanted, start);
      } else {
        plans.addVersion(reader(), UUID.fromString(plan), wanted, start);
      }
      return done("plans.saved");
    } catch (Refusal refusal) {
      asking.end();
      refusals.show(renamed(refusal), "plan");
      return null;
    }
  }

  /** Second press: gives the plan of the form to an organisation. */
  public @Nullable String assign() {
    try {
      plans.assign(
          reader(),
          UUID.fromString(organisation),
          UUID.fromString(assigned),
          start("from", assignedFrom));
      return done("plans.assigned");
    } catch (Refusal refusal) {
      asking.end();
      refusals.show(renamed(refusal), "assign");
      return null;
    }
  }

  private String done(String key) {
    refusals.done(key);
    return "/staff/plans.xhtml?faces-redirect=true";
  }

  /** The form's field has a shorter name than the API's. */
  private static Refusal renamed(Refusal refusal) {
    return refusal.fields().containsKey("valid_from")
        ? Refusal.field(refusal.code(), "from", String.valueOf(refusal.getMessage()))
        : refusal;
  }

  private static @Nullable Instant start(String field, String day) {
    try {
      return day.isBlank()
          ? null
          : LocalDate.parse(day.strip()).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException unreadable) {
      throw Refusal.field("day-unreadable", field, "Write a day such as 2026-12-01");
    }
  }

  /** What the plan of the form is called, or will be. */
  public String getPlanName() {
    return plan.isEmpty() ? name : planName(plan);
  }

  public String getAssignedName() {
    return planName(assigned);
  }

  private String planName(String id) {
    return getRows().stream()
        .filter(one -> one.id().toString().equals(id))
        .map(PlanView::name)
        .findFirst()
        .orElse("");
  }

  public String getOrganisationName() {
    return nameOf(organisation);
  }

  /** Name of an organisation; empty for an unknown one. */
  public String nameOf(String id) {
    return getOrganisations().stream()
        .filter(one -> one.id().toString().equals(id))
        .map(OrganisationRow::name)
        .findFirst()
        .orElse("");
  }

  /** From when the version counts. */
  public String getBegin() {
    return begin(from);
  }

  public String getAssignedBegin() {
    return begin(assignedFrom);
  }

  private String begin(String day) {
    return day.isBlank() ? texts.of("plans.from.now") : show.when(start("from", day));
  }

  public String getPlan() {
    return plan;
  }

  public void setPlan(@Nullable String plan) {
    this.plan = text(plan);
  }

  public String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = text(name);
  }

  public boolean isOpen() {
    return open;
  }

  public void setOpen(boolean open) {
    this.open = open;
  }

  public String getPrices() {
    return prices;
  }

  public void setPrices(@Nullable String prices) {
    this.prices = text(prices);
  }

  public String getTiers() {
    return tiers;
  }

  public void setTiers(@Nullable String tiers) {
    this.tiers = text(tiers);
  }

  public String getMinimum() {
    return minimum;
  }

  public void setMinimum(@Nullable String minimum) {
    this.minimum = text(minimum);
  }

  public String getFree() {
    return free;
  }

  public void setFree(@Nullable String free) {
    this.free = text(free);
  }

  public boolean isDurable() {
    return durable;
  }

  public void setDurable(boolean durable) {
    this.durable = durable;
  }

  /** As requests name them; empty for the governed one. */
  public String getStrategy() {
    return strategy;
  }

  public void setStrategy(@Nullable String strategy) {
    this.strategy = text(strategy);
  }

  /** Questions an hour; empty for the governed rate. */
  public String getRate() {
    return rate;
  }

  public void setRate(@Nullable String rate) {
    this.rate = text(rate);
  }

  /** The words of requests by what people read. */
  public Map<String, String> getStrategies() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(texts.of("plans.strategy.governed"), "");
    for (Strategy one : Strategy.values()) {
      all.put(texts.word(one), one.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return all;
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(@Nullable String from) {
    this.from = text(from);
  }

  public String getAssigned() {
    return assigned;
  }

  public void setAssigned(@Nullable String assigned) {
    this.assigned = text(assigned);
  }

  public String getOrganisation() {
    return organisation;
  }

  public void setOrganisation(@Nullable String organisation) {
    this.organisation = text(organisation);
  }

  public String getAssignedFrom() {
    return assignedFrom;
  }

  public void setAssignedFrom(@Nullable String assignedFrom) {
    this.assignedFrom = text(assignedFrom);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
