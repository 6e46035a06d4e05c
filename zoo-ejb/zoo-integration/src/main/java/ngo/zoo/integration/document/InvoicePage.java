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
import ngo.zoo.billing.InvoiceKind;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.integration.document.Sheet.Style;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;

/** Where what stands on an invoice. Amounts are whole: nothing is rounded here. */
final class InvoicePage {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
  private static final float FACTS = 330;
  private static final float QUANTITY = 330;
  private static final float PRICE = 434;
  private static final float TOTALS = 300;

  private final Sheet sheet;
  private final InvoiceView invoice;

  InvoicePage(Sheet sheet, InvoiceView invoice) {
    this.sheet = sheet;
    this.invoice = invoice;
  }

  void write() throws IOException {
    head();
    parties();
    lines();
    totals();
    payment();
    sheet.finish(invoice.seller().name() + "  ·  " + invoice.number());
  }

  private void head() throws IOException {
    sheet.left(LEFT, Style.TITLE, "Invoice");
    float top = sheet.y();
    sheet.moveTo(top + 6);
    sheet.right(RIGHT, Style.NAME, invoice.seller().name());
    for (String line : sheet.wrapped(Style.SMALL, invoice.seller().address(), 200)) {
      sheet.down(Style.SMALL.leading() + (sheet.y() > top ? 3 : 0));
      sheet.right(RIGHT, Style.SMALL, line);
    }
    sheet.moveTo(Math.min(sheet.y(), top) - 20);
    sheet.rule(0.75f);
    sheet.down(24);
  }

  private void parties() throws IOException {
    float top = sheet.y();
    sheet.left(LEFT, Style.HEAD, "BILL TO");
    sheet.down(Style.BOLD.leading() + 2);
    BillTo to = invoice.billTo();
    block(Style.BOLD, to.legalName());
    block(Style.TEXT, to.address());
    block(Style.TEXT, to.taxId().isEmpty() ? "" : "Tax id " + to.taxId());
    float left = sheet.y();
    sheet.moveTo(top);
    fact("Number", invoice.number());
    fact("Date", day(invoice.issuedAt()));
    fact("Due", day(invoice.dueAt()));
    var month = invoice.month();
    if (month != null) {
      fact("Period", MONTH.format(month) + " (UTC)");
      fact("Plan", invoice.plan());
    }
    fact("Rate", "1 KEEPER = %s USD".formatted(plain(new BigDecimal(invoice.price().rate()))));
    sheet.moveTo(Math.min(left, sheet.y()) - 20);
  }

  private void block(Style style, String text) throws IOException {
    if (!text.isEmpty()) {
      column(style, sheet.wrapped(style, text, FACTS - LEFT - 30));
    }
  }

  private void fact(String name, String value) throws IOException {
    sheet.left(FACTS, Style.SMALL, name);
    for (String line : sheet.wrapped(Style.TEXT, value, RIGHT - FACTS - 50)) {
      sheet.left(FACTS + 50, Style.TEXT, line);
      sheet.down(Style.TEXT.leading());
    }
    sheet.down(1);
  }

  private void lines() throws IOException {
    tableHead();
    for (RatedLine line : invoice.lines()) {
      List<String> text = sheet.wrapped(Style.TEXT, line.description(), QUANTITY - LEFT - 70);
      List<String> detail = sheet.wrapped(Style.SMALL, detail(line), QUANTITY - LEFT - 70);
      if (sheet.room((text.size() + detail.size()) * Style.TEXT.leading() + 8)) {
        tableHead();
      }
      sheet.right(QUANTITY, Style.TEXT, count(line.quantity()));
      sheet.right(PRICE, Style.TEXT, decimal(line.unitPrice()));
      sheet.right(RIGHT, Style.TEXT, decimal(line.amount()));
      column(Style.TEXT, text);
      column(Style.SMALL, detail);
      sheet.down(-4);
      sheet.rule(0.88f);
      sheet.down(Style.TEXT.leading() + 1);
    }
  }

  private void tableHead() throws IOException {
    sheet.left(LEFT, Style.HEAD, "DESCRIPTION");
    sheet.right(QUANTITY, Style.HEAD, "QUANTITY");
    sheet.right(PRICE, Style.HEAD, "KEEPER PER UNIT");
    sheet.right(RIGHT, Style.HEAD, "KEEPER");
    sheet.down(6);
    sheet.rule(0.4f);
    sheet.down(Style.TEXT.leading() + 2);
  }

  private static String detail(RatedLine line) {
    String project = line.project();
    return (project == null ? "" : "Project " + project + ", ") + "per " + line.unit();
  }

  private void totals() throws IOException {
    sheet.room(150);
    sheet.down(4);
    if (invoice.kind() == InvoiceKind.USAGE) {
      keeperTotals();
    }
    total(Style.TEXT, "Charged", amount(invoice.price().charged()));
    total(Style.TEXT, "Net", amount(invoice.price().net()));
    String tax = plain(BigDecimal.valueOf(invoice.price().taxBp(), 2));
    total(Style.TEXT, "Tax " + tax + " %", amount(invoice.price().tax()));
    sheet.down(-4);
    sheet.rule(TOTALS, 0.4f);
    sheet.down(18);
    total(Style.TOTAL, "To be paid", amount(invoice.price().gross()));
  }

  private void keeperTotals() throws IOException {
    total(Style.TEXT, "Usage by the plan", amount(invoice.usage()));
    if (invoice.postpaid()) {
      return;
    }
    total(Style.TEXT, "Paid answer by answer", amount(invoice.fees().negate()));
    boolean back = invoice.settled().isNegative();
    total(
        Style.TEXT,
        back ? "Given back to the account" : "Taken from the account",
        amount(invoice.settled().negate()));
  }

  private void total(Style style, String name, String value) throws IOException {
    sheet.left(TOTALS, style, name);
    sheet.right(RIGHT, style, value);
    sheet.down(style.leading() + 1);
  }

  private void payment() throws IOException {
    sheet.down(20);
    String text =
        invoice.price().gross().isZero()
            ? "Nothing is to be paid: the month was paid from the prepaid account."
            : "Please pay by %s and give the number %s as reference."
                    .formatted(day(invoice.dueAt()), invoice.number())
                + "\n"
                + invoice.seller().payTo();
    List<String> lines = sheet.wrapped(Style.TEXT, text, RIGHT - LEFT);
    sheet.room(lines.size() * Style.TEXT.leading() + 40);
    sheet.left(LEFT, Style.HEAD, "PAYMENT");
    sheet.down(Style.TEXT.leading() + 2);
    column(Style.TEXT, lines);
  }

  private void column(Style style, List<String> lines) throws IOException {
    for (String line : lines) {
      sheet.left(LEFT, style, line);
      sheet.down(style.leading());
    }
  }

  private static String day(Instant instant) {
    return DAY.format(instant);
  }

  private static String amount(Amount amount) {
    return decimal(amount) + " " + amount.asset();
  }

  /** Grouped; USD always with cents. */
  private static String decimal(Amount amount) {
    DecimalFormat format = format();
    format.setMinimumFractionDigits(amount.asset() == Asset.USD ? 2 : 0);
    format.setMaximumFractionDigits(amount.asset().decimals());
    return format.format(new BigDecimal(amount.units(), amount.asset().decimals()));
  }

  private static String count(BigInteger quantity) {
    return format().format(quantity);
  }

  private static String plain(BigDecimal value) {
    DecimalFormat format = format();
    format.setMaximumFractionDigits(18);
    return format.format(value);
  }

  private static DecimalFormat format() {
    return new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.UK));
  }
}
