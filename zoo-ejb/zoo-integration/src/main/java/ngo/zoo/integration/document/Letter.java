package ngo.zoo.integration.document;

import static ngo.zoo.integration.document.Sheet.LEFT;
import static ngo.zoo.integration.document.Sheet.RIGHT;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import ngo.zoo.billing.BillTo;
import ngo.zoo.billing.Seller;
import ngo.zoo.integration.document.Sheet.Style;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;

/**
 * What all papers to a customer have in common: who writes, to whom, facts beside it, sums below.
 * Amounts are whole: nothing is rounded here.
 */
final class Letter {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final float FACTS = 330;
  private static final float TOTALS = 300;

  /** Between a text and the one beside it, at least. */
  static final float GAP = 8;

  private final Sheet sheet;

  Letter(Sheet sheet) {
    this.sheet = sheet;
  }

  void head(String title, Seller seller) throws IOException {
    sheet.left(LEFT, Style.TITLE, title);
    float top = sheet.y();
    sheet.moveTo(top + 6);
    sheet.right(RIGHT, Style.NAME, seller.name());
    for (String line : sheet.wrapped(Style.SMALL, seller.address(), 200)) {
      sheet.down(Style.SMALL.leading() + (sheet.y() > top ? 3 : 0));
      sheet.right(RIGHT, Style.SMALL, line);
    }
    sheet.moveTo(Math.min(sheet.y(), top) - 20);
    sheet.rule(0.75f);
    sheet.down(24);
  }

  /** The customer, from the present height. */
  void billTo(String title, BillTo to) throws IOException {
    sheet.left(LEFT, Style.HEAD, title);
    sheet.down(Style.BOLD.leading() + 2);
    block(Style.BOLD, to.legalName());
    block(Style.TEXT, to.address());
    block(Style.TEXT, to.taxId().isEmpty() ? "" : "Tax id " + to.taxId());
  }

  private void block(Style style, String text) throws IOException {
    if (!text.isEmpty()) {
      column(style, sheet.wrapped(style, text, FACTS - LEFT - 30));
    }
  }

  void fact(String name, String value) throws IOException {
    sheet.left(FACTS, Style.SMALL, name);
    for (String line : sheet.wrapped(Style.TEXT, value, RIGHT - FACTS - 50)) {
      sheet.left(FACTS + 50, Style.TEXT, line);
      sheet.down(Style.TEXT.leading());
    }
    sheet.down(1);
  }

  /** A line over the sum that all comes to. */
  void sum(String name, String value) throws IOException {
    sheet.down(-4);
    sheet.rule(TOTALS, 0.4f);
    sheet.down(18);
    total(Style.TOTAL, name, value);
  }

  void total(Style style, String name, String value) throws IOException {
    sheet.left(TOTALS, style, name);
    sheet.right(RIGHT, style, value, RIGHT - TOTALS - sheet.width(style, name) - GAP);
    sheet.down(style.leading() + 1);
  }

  void column(Style style, List<String> lines) throws IOException {
    for (String line : lines) {
      sheet.left(LEFT, style, line);
      sheet.down(style.leading());
    }
  }

  static String day(Instant instant) {
    return DAY.format(instant);
  }

  static String amount(Amount amount) {
    return decimal(amount) + " " + amount.asset();
  }

  /** Grouped; USD always with cents. */
  static String decimal(Amount amount) {
    DecimalFormat format = format();
    format.setMinimumFractionDigits(amount.asset() == Asset.USD ? 2 : 0);
    format.setMaximumFractionDigits(amount.asset().decimals());
    return format.format(new BigDecimal(amount.units(), amount.asset().decimals()));
  }

  static String count(BigInteger quantity) {
    return format().format(quantity);
  }

  static String plain(BigDecimal value) {
    DecimalFormat format = format();
    format.setMaximumFractionDigits(18);
    return format.format(value);
  }

  private static DecimalFormat format() {
    return new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.UK));
  }
}
