package ngo.zoo.billing.rules;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ngo.zoo.billing.MeteredUsage;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.billing.PlanTerms.ModelPrice;
import ngo.zoo.billing.PlanTerms.VolumeTier;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.jspecify.annotations.Nullable;

/** Adds usage up to lines while the counts of queries move through the tiers. */
final class PriceSheet {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
  private static final int WHOLE = 10_000;

  /** Lines with the same key are added up; without a unit price it is what the sum makes it. */
  private record Key(
      String description,
      @Nullable String project,
      String model,
      String unit,
      @Nullable Amount unitPrice) {}

  private record Sum(BigInteger quantity, BigInteger units) {
    static final Sum ZERO = new Sum(BigInteger.ZERO, BigInteger.ZERO);

    Sum plus(BigInteger moreQuantity, BigInteger moreUnits) {
      return new Sum(quantity.add(moreQuantity), units.add(moreUnits));
    }
  }

  private final PlanTerms terms;
  private final Map<Key, Sum> lines = new LinkedHashMap<>();

  /** By basis points: how many queries, and what they cost times the basis points. */
  private final Map<Integer, Sum> discounts = new TreeMap<>();

  private final Map<String, Long> seenOfModel = new HashMap<>();
  private long seen;

  PriceSheet(PlanTerms terms) {
    this.terms = terms;
  }

  void add(MeteredUsage usage) {
    ModelPrice price = terms.priceOf(usage.model());
    discount(usage.queries(), price == null ? byFeeTable(usage) : byPrice(usage, price));
    seen += usage.queries();
  }

  private BigInteger byFeeTable(MeteredUsage usage) {
    return line(
        new Key("Queries by the fee table", usage.project(), usage.model(), "query", null),
        BigInteger.valueOf(usage.queries()),
        usage.fees().units());
  }

  private BigInteger byPrice(MeteredUsage usage, ModelPrice price) {
    return queries(usage, price)
        .add(
            tokens(
                "Input tokens",
                "1M input tokens",
                usage,
                usage.inputTokens(),
                price.perMillionInput()))
        .add(
            tokens(
                "Output tokens",
                "1M output tokens",
                usage,
                usage.outputTokens(),
                price.perMillionOutput()));
  }

  /** From tier to tier as far as the queries go. */
  private BigInteger queries(MeteredUsage usage, ModelPrice price) {
    BigInteger cost = BigInteger.ZERO;
    Amount perQuery = price.perQuery();
    if (perQuery == null) {
      return cost;
    }
    long from = seenOfModel.getOrDefault(usage.model(), 0L);
    long end = from + usage.queries();
    seenOfModel.put(usage.model(), end);
    for (int i = -1; i < price.tiers().size(); i++) {
      Amount each = i < 0 ? perQuery : price.tiers().get(i).perQuery();
      long tierEnd = i + 1 < price.tiers().size() ? price.tiers().get(i + 1).above() : end;
      long until = Math.min(end, tierEnd);
      if (until > from) {
        BigInteger count = BigInteger.valueOf(until - from);
        cost = cost.add(line(queryLine(usage, each), count, each.units().multiply(count)));
        from = until;
      }
    }
    return cost;
  }

  private static Key queryLine(MeteredUsage usage, Amount each) {
    return new Key("Queries", usage.project(), usage.model(), "query", each);
  }

  private BigInteger tokens(
      String description, String unit, MeteredUsage usage, long tokens, @Nullable Amount price) {
    if (price == null || tokens == 0) {
      return BigInteger.ZERO;
    }
    BigInteger count = BigInteger.valueOf(tokens);
    return line(
        new Key(description, usage.project(), usage.model(), unit, price),
        count,
        price.units().divide(MILLION).multiply(count));
  }

  private BigInteger line(Key key, BigInteger quantity, BigInteger units) {
    lines.merge(key, Sum.ZERO.plus(quantity, units), (a, b) -> a.plus(b.quantity(), b.units()));
    return units;
  }

  /** The row's cost, spread evenly over its queries, meets the tiers that they fall into. */
  private void discount(long queries, BigInteger cost) {
    long from = 0;
    while (from < queries) {
      int off = discountAt(seen + from);
      long until = Math.min(queries, nextChange(seen + from) - seen);
      if (off > 0) {
        BigInteger share = portion(cost, until, queries).subtract(portion(cost, from, queries));
        BigInteger count = BigInteger.valueOf(until - from);
        BigInteger weighed = share.multiply(BigInteger.valueOf(off));
        discounts.merge(
            off, Sum.ZERO.plus(count, weighed), (a, b) -> a.plus(b.quantity(), b.units()));
      }
      from = until;
    }
  }

  private static BigInteger portion(BigInteger cost, long part, long of) {
    return cost.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(of));
  }

  private int discountAt(long index) {
    if (index < terms.freeQueries()) {
      return WHOLE;
    }
    return terms.tiers().stream()
        .filter(tier -> tier.above() <= index)
        .reduce((first, second) -> second)
        .map(VolumeTier::discountBp)
        .orElse(0);
  }

  private long nextChange(long index) {
    if (index < terms.freeQueries()) {
      return terms.freeQueries();
    }
    return terms.tiers().stream()
        .mapToLong(VolumeTier::above)
        .filter(above -> above > index)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  List<RatedLine> lines() {
    List<RatedLine> all = new ArrayList<>();
    lines.forEach((key, sum) -> all.add(charged(key, sum)));
    discounts.forEach((off, sum) -> all.add(discounted(off, sum)));
    BigInteger missing = terms.minimum().units().subtract(total(all));
    if (missing.signum() > 0) {
      Amount rest = Amount.keeper(missing);
      all.add(
          new RatedLine(
              "Up to the minimum of " + terms.minimum(),
              null,
              null,
              "minimum",
              BigInteger.ONE,
              rest,
              rest));
    }
    return all;
  }

  private static BigInteger total(List<RatedLine> lines) {
    return lines.stream()
        .map(line -> line.amount().units())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static RatedLine charged(Key key, Sum sum) {
    Amount each = key.unitPrice();
    return new RatedLine(
        key.description(),
        key.project(),
        key.model(),
        key.unit(),
        sum.quantity(),
        each == null ? Amount.keeper(divided(sum.units(), sum.quantity())) : each,
        Amount.keeper(sum.units()));
  }

  private static RatedLine discounted(int off, Sum sum) {
    BigInteger units = divided(sum.units(), BigInteger.valueOf(WHOLE)).negate();
    String percent = BigDecimal.valueOf(off, 2).stripTrailingZeros().toPlainString();
    return new RatedLine(
        off == WHOLE ? "Free queries" : "Volume discount of " + percent + " %",
        null,
        null,
        "query",
        sum.quantity(),
        Amount.keeper(divided(units, sum.quantity())),
        new Amount(Asset.KEEPER, units));
  }

  private static BigInteger divided(BigInteger units, BigInteger by) {
    return new BigDecimal(units).divide(new BigDecimal(by), 0, RoundingMode.HALF_UP).toBigInteger();
  }
}
