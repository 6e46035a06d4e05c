package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import ngo.zoo.billing.UsageCheck;
import ngo.zoo.billing.UsageGroup;
import ngo.zoo.billing.UsageQuery;
import ngo.zoo.billing.UsageRow;
import ngo.zoo.billing.service.Usage;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import org.jspecify.annotations.Nullable;

/**
 * One month's usage of the organisation shown: by day in a chart, by project, key and model below.
 */
@Named
@ViewScoped
public class UsageView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
  private static final Set<UsageGroup> TABLE =
      EnumSet.of(UsageGroup.PROJECT, UsageGroup.KEY, UsageGroup.MODEL);

  @Inject Usage usage;
  @Inject BillingView billingView;
  @Inject BusinessClock clock;
  @Inject Look look;

  private @Nullable String month;

  public List<UsageRow> getRows() {
    return usage.list(billingView.reader(), billingView.id(), query(TABLE));
  }

  /** Receipts of the month beside the ledger. */
  public UsageCheck getCheck() {
    return usage.check(billingView.reader(), billingView.id(), query(Set.of()));
  }

  /** The chart's own JSON; figures are written as decimals and never rounded here. */
  public String getChart() {
    Map<LocalDate, Amount> fees =
        usage
            .list(billingView.reader(), billingView.id(), query(EnumSet.of(UsageGroup.DAY)))
            .stream()
            .collect(Collectors.toMap(UsageView::day, UsageRow::fee));
    JsonArrayBuilder labels = Json.createArrayBuilder();
    JsonArrayBuilder data = Json.createArrayBuilder();
    UsageQuery range = query(Set.of());
    range
        .from()
        .datesUntil(range.to())
        .forEach(
            day -> {
              labels.add(day.getDayOfMonth());
              data.add(decimal(fees.getOrDefault(day, Amount.zero(Asset.KEEPER))));
            });
    return chart(labels, data, look.isDark());
  }

  /** Columns of KEEPER, with the unit at their axis. */
  static String chart(JsonArrayBuilder labels, JsonArrayBuilder data, boolean dark) {
    var dataset =
        Json.createObjectBuilder()
            .add("label", Asset.KEEPER.name())
            .add("data", data)
            .add("backgroundColor", dark ? "#9fa8da" : "#5c6bc0");
    var unit =
        Json.createObjectBuilder()
            .add("display", true)
            .add("text", Asset.KEEPER.name())
            .add("color", letters(dark));
    var scales =
        Json.createObjectBuilder()
            .add("x", axis(dark))
            .add("y", axis(dark).add("beginAtZero", true).add("title", unit));
    return Json.createObjectBuilder()
        .add("type", "bar")
        .add(
            "data",
            Json.createObjectBuilder()
                .add("labels", labels)
                .add("datasets", Json.createArrayBuilder().add(dataset)))
        .add(
            "options",
            Json.createObjectBuilder()
                .add("maintainAspectRatio", false)
                .add("animation", false)
                .add("scales", scales)
                .add(
                    "plugins",
                    Json.createObjectBuilder()
                        .add("legend", Json.createObjectBuilder().add("display", false))))
        .build()
        .toString();
  }

  private static JsonObjectBuilder axis(boolean dark) {
    return Json.createObjectBuilder()
        .add("ticks", Json.createObjectBuilder().add("color", letters(dark)))
        .add("grid", Json.createObjectBuilder().add("color", dark ? "#3a3a3a" : "#e4e4e4"));
  }

  private static String letters(boolean dark) {
    return dark ? "#c7c7c7" : "#555555";
  }

  private static LocalDate day(UsageRow row) {
    LocalDate day = row.day();
    if (day == null) {
      throw new IllegalStateException("usage by day has days");
    }
    return day;
  }

  static BigDecimal decimal(Amount amount) {
    return new BigDecimal(amount.units(), amount.asset().decimals()).stripTrailingZeros();
  }

  private UsageQuery query(Set<UsageGroup> by) {
    LocalDate first = shown().atDay(1);
    return new UsageQuery(first, first.plusMonths(1), by);
  }

  private YearMonth shown() {
    try {
      return month == null || month.isBlank() ? present() : YearMonth.parse(month);
    } catch (DateTimeException unreadable) {
      return present();
    }
  }

  private YearMonth present() {
    return YearMonth.from(clock.now().atZone(ZoneOffset.UTC));
  }

  public String getTitle() {
    return MONTH.format(shown());
  }

  public String getBefore() {
    return shown().minusMonths(1).toString();
  }

  /** The following month; empty when that is in the future. */
  public String getAfter() {
    return shown().isBefore(present()) ? shown().plusMonths(1).toString() : "";
  }

  public String getFrom() {
    return shown().atDay(1).toString();
  }

  public String getTo() {
    return shown().plusMonths(1).atDay(1).toString();
  }

  public @Nullable String getMonth() {
    return month;
  }

  public void setMonth(@Nullable String month) {
    this.month = month;
  }
}
