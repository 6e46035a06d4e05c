package ngo.zoo.web.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ngo.zoo.governance.rules.ParameterRule;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Parameter;
import org.jspecify.annotations.Nullable;

/** How figures are written in pages. Times are UTC and say so; amounts are never rounded. */
@Named
@ApplicationScoped
public class Show {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /** {@code 100,000 KEEPER}. */
  public String amount(@Nullable Amount amount) {
    return amount == null ? "" : decimal(amount) + " " + amount.asset();
  }

  /** {@code +0.004 KEEPER}: a movement, with its sign. */
  public String movement(Amount amount) {
    return (amount.units().signum() > 0 ? "+" : "") + amount(amount);
  }

  /** The grouped decimal without the asset; USD always with cents. */
  public String decimal(Amount amount) {
    DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.UK));
    format.setMinimumFractionDigits(amount.asset() == Asset.USD ? 2 : 0);
    format.setMaximumFractionDigits(amount.asset().decimals());
    return format.format(new BigDecimal(amount.units(), amount.asset().decimals()));
  }

  /**
   * An estimate, to three significant digits: {@code ≈ 0.0123 KEEPER}. Never for what is or was
   * paid.
   */
  public String about(Amount amount) {
    BigDecimal exact = new BigDecimal(amount.units(), amount.asset().decimals());
    return "≈ "
        + exact.round(new MathContext(3)).stripTrailingZeros().toPlainString()
        + " "
        + amount.asset();
  }

  /** What the postings of an entry add up to: zero of each asset, or the books are wrong. */
  public String sum(EntryView entry) {
    return entry.postings().stream()
        .map(EntryView.PostingView::amount)
        .collect(Collectors.toMap(Amount::asset, amount -> amount, Amount::plus, TreeMap::new))
        .values()
        .stream()
        .map(this::amount)
        .collect(Collectors.joining(", "));
  }

  /** Milliseconds without decimals: {@code 84 ms}; a dash for none measured. */
  public String millis(double millis) {
    return millis > 0 ? Math.round(millis) + " ms" : "–";
  }

  /** A whole number with group marks. */
  public String count(long number) {
    return String.format(Locale.UK, "%,d", number);
  }

  /** Basis points as per cent: 6600 → {@code 66 %}. */
  public String percent(int basisPoints) {
    return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString() + " %";
  }

  /**
   * A governed value for the eye: {@code 7 days}, {@code 66 %}, {@code 0.72}, {@code 100 KEEPER}.
   */
  public String governed(@Nullable Parameter parameter, String value) {
    if (parameter == null || value.isEmpty()) {
      return "";
    }
    return switch (ParameterRule.of(parameter)) {
      case PERIOD, RETENTION -> period(Duration.parse(value));
      case KEEPER -> amount(Amount.parse(Asset.KEEPER, value));
      case COUNT, HOURLY -> count(Long.parseLong(value));
      case DECIMAL, FALLBACK, WEIGHT, VOTES, VERIFYING, CHOOSING -> value;
      case BASIS_POINTS, REMAINDER, PROBING -> basisPoints(parameter, Integer.parseInt(value));
    };
  }

  private String basisPoints(Parameter parameter, int value) {
    return switch (parameter) {
      case RELEVANCE_FLOOR, RELEVANCE_MARGIN, DUPLICATE_FLOOR ->
          BigDecimal.valueOf(value, 4).stripTrailingZeros().toPlainString();
      default -> percent(value);
    };
  }

  private String period(Duration period) {
    if (period.equals(Duration.ofDays(period.toDays()))) {
      return period.toDays() == 1 ? "1 day" : count(period.toDays()) + " days";
    }
    if (period.equals(Duration.ofHours(period.toHours()))) {
      return period.toHours() == 1 ? "1 hour" : period.toHours() + " hours";
    }
    if (period.compareTo(Duration.ofMinutes(1)) < 0) {
      return period.toSeconds() + " s";
    }
    if (period.equals(Duration.ofMinutes(period.toMinutes())) && period.toHours() == 0) {
      return period.toMinutes() + " min";
    }
    return duration(period);
  }

  /** A share of one as per cent with one decimal: {@code 0.021} → {@code 2.1 %}. */
  public String rate(double share) {
    return String.format(Locale.UK, "%.1f %%", 100 * share);
  }

  /** A count or rate with as many decimals as tell it apart from zero: {@code 0.25}, {@code 12}. */
  public String figure(double value) {
    return String.format(Locale.UK, value >= 10 ? "%,.0f" : value >= 1 ? "%.1f" : "%.2f", value);
  }

  /** A cosine in three decimals. */
  public String cosine(double cosine) {
    return String.format(Locale.UK, "%.3f", cosine);
  }

  /** Share of {@code part} in {@code whole} in basis points, cut; 0 of nothing. */
  public int share(Amount part, Amount whole) {
    return whole.isZero()
        ? 0
        : part.units().multiply(BigInteger.valueOf(10_000)).divide(whole.units()).intValueExact();
  }

  public String when(@Nullable Instant instant) {
    return instant == null ? "" : WHEN.format(instant);
  }

  /** With seconds and without the day: {@code 22:59:03 UTC}. */
  public String clock(@Nullable Instant instant) {
    return instant == null ? "" : CLOCK.format(instant);
  }

  /** The two largest units of a duration: {@code 6 d 23 h}, {@code 4 min 10 s}. */
  public String duration(Duration duration) {
    Duration d = duration.isNegative() ? Duration.ZERO : duration;
    if (d.toDays() > 0) {
      return d.toDays() + " d " + d.toHoursPart() + " h";
    }
    if (d.toHours() > 0) {
      return d.toHours() + " h " + d.toMinutesPart() + " min";
    }
    return d.toMinutes() + " min " + d.toSecondsPart() + " s";
  }

  /** The head of a hash, id or CID; the page gives the whole one as title. */
  public String brief(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    return text.length() <= 16
        ? text
        : text.substring(0, 8) + "…" + text.substring(text.length() - 6);
  }
}
