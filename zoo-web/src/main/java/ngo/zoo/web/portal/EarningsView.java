package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.rewards.EarningDay;
import ngo.zoo.rewards.EarningKind;
import ngo.zoo.rewards.EarningRow;
import ngo.zoo.rewards.EarningTotal;
import ngo.zoo.rewards.EarningsQuery;
import ngo.zoo.rewards.service.Earnings;
import ngo.zoo.rewards.service.Stakes;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.service.Nodes;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import org.jspecify.annotations.Nullable;

/** What the reader and the reader's nodes earned, filtered by what the address says. */
@Named
@ViewScoped
public class EarningsView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int DAYS_SHOWN = 30;

  @Inject Earnings earnings;
  @Inject Stakes stakes;
  @Inject Nodes nodes;
  @Inject Me me;
  @Inject BusinessClock clock;
  @Inject Look look;

  private @Nullable PageModel<EarningRow> rows;
  private @Nullable List<EarningTotal> totals;
  private @Nullable List<NodeView> own;
  private @Nullable String kind;
  private @Nullable String node;
  private @Nullable String from;
  private @Nullable String to;

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  /** Answers 404 when the address names a node of somebody else. */
  public void load() {
    if (me.isSignedIn()) {
      Lookup.of(() -> earnings.earners(reader(), query()));
    }
  }

  public PageModel<EarningRow> getRows() {
    if (rows == null) {
      EarningsQuery query = query();
      rows = new PageModel<>(request -> earnings.page(reader(), query, request));
    }
    return rows;
  }

  /** By kind, greatest first. */
  public List<EarningTotal> getTotals() {
    if (totals == null) {
      totals = earnings.totals(reader(), query());
    }
    return totals;
  }

  public Amount getEarned() {
    return getTotals().stream()
        .map(EarningTotal::amount)
        .reduce(Amount.zero(Asset.KEEPER), Amount::plus);
  }

  public Amount getLocked() {
    return stakes.locked(reader().id());
  }

  public List<NodeView> getNodes() {
    if (own == null) {
      own = nodes.nodes().stream().filter(it -> it.ownerId().equals(reader().id())).toList();
    }
    return own;
  }

  /** Name of an own node; empty for what was earned in person. */
  public String nodeName(@Nullable UUID id) {
    return getNodes().stream()
        .filter(one -> one.id().equals(id))
        .map(NodeView::name)
        .findFirst()
        .orElse("");
  }

  /** The chart of the days that are asked for, else of the last thirty. */
  public String getChart() {
    EarningsQuery asked = query();
    LocalDate end = Objects.requireNonNullElse(asked.to(), today().plusDays(1));
    LocalDate start = Objects.requireNonNullElse(asked.from(), end.minusDays(DAYS_SHOWN));
    if (!start.isBefore(end)) {
      end = start.plusDays(1);
    }
    Map<LocalDate, Amount> days =
        earnings
            .days(reader(), new EarningsQuery(start, end, asked.kinds(), asked.nodeId()))
            .stream()
            .collect(Collectors.toMap(EarningDay::day, EarningDay::amount));
    JsonArrayBuilder labels = Json.createArrayBuilder();
    JsonArrayBuilder data = Json.createArrayBuilder();
    start
        .datesUntil(end)
        .forEach(
            one -> {
              labels.add(one.toString().substring(5));
              data.add(UsageView.decimal(days.getOrDefault(one, Amount.zero(Asset.KEEPER))));
            });
    return UsageView.chart(labels, data, look.isDark());
  }

  private LocalDate today() {
    return clock.now().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private EarningsQuery query() {
    LocalDate first = readable(from) ? day(from) : null;
    LocalDate end = readable(to) ? day(to) : null;
    boolean ordered = first == null || end == null || first.isBefore(end);
    return new EarningsQuery(
        first, ordered ? end : null, kinds(), given(node) ? UUID.fromString(node) : null);
  }

  private Set<EarningKind> kinds() {
    return Arrays.stream(EarningKind.values())
        .filter(one -> one.name().equalsIgnoreCase(kind))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(EarningKind.class)));
  }

  /** The same filters for the API's CSV. */
  public String getFilters() {
    String words = kinds().stream().map(this::word).collect(Collectors.joining(","));
    return (words.isEmpty() ? "" : "&kind=" + words)
        + (given(node) ? "&node=" + UUID.fromString(node) : "")
        + (readable(from) ? "&from=" + day(from) : "")
        + (readable(to) ? "&to=" + day(to) : "");
  }

  private String word(EarningKind one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean given(@Nullable String text) {
    return text != null && !text.isBlank();
  }

  private static boolean readable(@Nullable String text) {
    try {
      return given(text) && day(text) != null;
    } catch (DateTimeParseException unreadable) {
      return false;
    }
  }

  private static LocalDate day(@Nullable String text) {
    return LocalDate.parse(String.valueOf(text));
  }

  public EarningKind[] getKinds() {
    return EarningKind.values();
  }

  public @Nullable String getKind() {
    return kind;
  }

  public void setKind(@Nullable String kind) {
    this.kind = kind;
  }

  public @Nullable String getNode() {
    return node;
  }

  public void setNode(@Nullable String node) {
    this.node = node;
  }

  public @Nullable String getFrom() {
    return from;
  }

  public void setFrom(@Nullable String from) {
    this.from = from;
  }

  public @Nullable String getTo() {
    return to;
  }

  public void setTo(@Nullable String to) {
    this.to = to;
  }
}
