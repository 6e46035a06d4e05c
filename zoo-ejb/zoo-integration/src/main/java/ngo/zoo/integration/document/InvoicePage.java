package ngo.zoo.integration.document;

import static ngo.zoo.integration.document.Letter.GAP;
import static ngo.zoo.integration.document.Letter.amount;
import static ngo.zoo.integration.document.Letter.count;
import static ngo.zoo.integration.document.Letter.day;
import static ngo.zoo.integration.document.Letter.decimal;
import static ngo.zoo.integration.document.Letter.plain;
import static ngo.zoo.integration.document.Sheet.LEFT;
import static ngo.zoo.integration.document.Sheet.RIGHT;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import ngo.zoo.billing.AppliedCredit;
import ngo.zoo.billing.InvoiceKind;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.integration.document.Sheet.Style;

/** Where what stands on an invoice. */
final class InvoicePage {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
  private static final float QUANTITY = 286;
  private static final float PRICE = 412;
  private static final float DESCRIPTION = 165;

  private final Sheet sheet;
  private final InvoiceView invoice;
  private final Letter letter;

  InvoicePage(Sheet sheet, InvoiceView invoice) {
    this.sheet = sheet;
    this.invoice = invoice;
    this.letter = new Letter(sheet);
  }

  void write() throws IOException {
    letter.head("Invoice", invoice.seller());
    parties();
    lines();
    totals();
    payment();
    sheet.finish(invoice.seller().name() + "  ·  " + invoice.number());
  }

  private void parties() throws IOException {
    float top = sheet.y();
    letter.billTo("BILL TO", invoice.billTo());
    float left = sheet.y();
    sheet.moveTo(top);
    letter.fact("Number", invoice.number());
    letter.fact("Date", day(invoice.issuedAt()));
    letter.fact("Due", day(invoice.dueAt()));
    var month = invoice.month();
    if (month != null) {
      letter.fact("Period", MONTH.format(month) + " (UTC)");
      letter.fact("Plan", invoice.plan());
    }
    letter.fact(
        "Rate", "1 KEEPER = %s USD".formatted(plain(new BigDecimal(invoice.price().rate()))));
    sheet.moveTo(Math.min(left, sheet.y()) - 20);
  }

  private void lines() throws IOException {
    tableHead();
    for (RatedLine line : invoice.lines()) {
      List<String> text = sheet.wrapped(Style.TEXT, line.description(), DESCRIPTION);
      List<String> detail =
          isWhole(line) ? List.of() : sheet.wrapped(Style.SMALL, detail(line), DESCRIPTION);
      if (sheet.room((text.size() + detail.size()) * Style.TEXT.leading() + 8)) {
        tableHead();
      }
      sheet.right(
          QUANTITY, Style.TEXT, count(line.quantity()), QUANTITY - LEFT - DESCRIPTION - GAP);
      sheet.right(PRICE, Style.TEXT, decimal(line.unitPrice()), PRICE - QUANTITY - GAP);
      sheet.right(RIGHT, Style.TEXT, decimal(line.amount()), RIGHT - PRICE - GAP);
      letter.column(Style.TEXT, text);
      letter.column(Style.SMALL, detail);
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

  /** One of something that has no price for each, such as credits. */
  private static boolean isWhole(RatedLine line) {
    return line.project() == null && line.quantity().equals(BigInteger.ONE);
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
    letter.total(Style.TEXT, "Charged", amount(invoice.price().charged()));
    letter.total(Style.TEXT, "Net", amount(invoice.price().net()));
    String tax = plain(BigDecimal.valueOf(invoice.price().taxBp(), 2));
    letter.total(Style.TEXT, "Tax " + tax + " %", amount(invoice.price().tax()));
    for (AppliedCredit credit : invoice.creditsAtIssue()) {
      letter.total(
          Style.TEXT, "Paid too much of " + credit.from(), amount(credit.amount().negate()));
    }
    letter.sum("To be paid", amount(invoice.payable()));
  }

  private void keeperTotals() throws IOException {
    letter.total(Style.TEXT, "Usage by the plan", amount(invoice.usage()));
    if (invoice.postpaid()) {
      return;
    }
    letter.total(Style.TEXT, "Paid answer by answer", amount(invoice.fees().negate()));
    boolean back = invoice.settled().isNegative();
    letter.total(
        Style.TEXT,
        back ? "Given back to the account" : "Taken from the account",
        amount(invoice.settled().negate()));
  }

  private String nothingToPay() {
    return invoice.price().gross().isZero()
        ? "Nothing is to be paid: the month was paid from the prepaid account."
        : "Nothing is to be paid: it was paid with earlier invoices.";
  }

  private void payment() throws IOException {
    sheet.down(20);
    String text =
        invoice.payable().isZero()
            ? nothingToPay()
            : "Please pay by %s and give the number %s as reference."
                    .formatted(day(invoice.dueAt()), invoice.number())
                + "\n"
                + invoice.seller().payTo();
    List<String> lines = sheet.wrapped(Style.TEXT, text, RIGHT - LEFT);
    sheet.room(lines.size() * Style.TEXT.leading() + 40);
    sheet.left(LEFT, Style.HEAD, "PAYMENT");
    sheet.down(Style.TEXT.leading() + 2);
    letter.column(Style.TEXT, lines);
  }
}
