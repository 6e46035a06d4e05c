package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.OrganisationRow;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.billing.PlanView;
import ngo.zoo.billing.service.Organisations;
import ngo.zoo.billing.service.Plans;
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

  private String plan = "";
  private String name = "";
  private boolean open = true;
  private String prices = "";
  private String tiers = "";
  private String minimum = "";
  private String free = "";
  private String from = "";
  private String assigned = "";
  private String organisation = "";
  private String assignedFrom = "";

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  public List<PlanView> getRows() {
    return plans.list(reader());
  }

  public List<OrganisationRow> getOrganisations() {
    return organisations.list(reader());
  }

  /** Makes the plan of the form, or adds a version to the one chosen there. */
  public @Nullable String save() {
    try {
      PlanTerms terms = TermsText.read(prices, tiers, minimum, free);
      Instant start = start("from", from);
      if (plan.isEmpty()) {
        plans.create(reader(), name, open, terms, start);
      } else {
        plans.addVersion(reader(), UUID.fromString(plan), terms, start);
      }
      return done("plans.saved");
    } catch (Refusal refusal) {
      refusals.show(renamed(refusal), "plan");
      return null;
    }
  }

  /** Gives the plan of the form to an organisation. */
  public @Nullable String assign() {
    try {
      plans.assign(
          reader(),
          UUID.fromString(organisation),
          UUID.fromString(assigned),
          start("from", assignedFrom));
      return done("plans.assigned");
    } catch (Refusal refusal) {
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
