package ngo.zoo.integration.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import ngo.zoo.billing.AppliedCredit;
import ngo.zoo.billing.BillTo;
import ngo.zoo.billing.CreditNoteView;
import ngo.zoo.billing.InvoiceKind;
import ngo.zoo.billing.InvoicePrice;
import ngo.zoo.billing.InvoiceState;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.billing.Seller;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/**
 * What can be read off a printed invoice; the pages themselves lie in target/invoices to look at.
 */
class PdfInvoicePrinterTest {
  private final PdfInvoicePrinter printer = new PdfInvoicePrinter();

  @Test
  void aPostpaidMonthSaysWhatIsToBePaidAndHow() throws IOException {
    String text = text("postpaid", invoice(true, lines(3), "Acme Research GmbH"));

    assertThat(text)
        .contains("Invoice", "INV-2026-000042", "Acme Research GmbH", "Tax id DE123456789")
        .contains("1 November 2026", "1 December 2026", "October 2026 (UTC)", "Standard v2")
        .contains("1 KEEPER = 0.5 USD", "Tax 19 %", "To be paid 2,142.00 USD")
        .contains("IBAN DE00 0000", "Page 1 of 1");
  }

  @Test
  void whatWasPaidTooMuchBeforeIsTakenOffWhatIsToBePaid() throws IOException {
    String text = text("credited", invoice(true, lines(3), "Acme", "142.00"));

    assertThat(text)
        .contains("Paid too much of INV-2026-000041 -142.00 USD", "To be paid 2,000.00 USD");
    assertThat(text("all-credited", invoice(true, lines(3), "Acme", "2142.00")))
        .contains("To be paid 0.00 USD", "it was paid with earlier invoices");
  }

  /** A share of free queries has as many decimals as there are. */
  @Test
  void figuresOfEighteenDecimalsStandApart() throws IOException {
    RatedLine free =
        new RatedLine(
            "Free queries",
            null,
            null,
            "query",
            BigInteger.valueOf(20_000_000),
            keeper("-0.006752740740740741"),
            keeper("-1234567.013505481481481481"));
    RatedLine credits =
        new RatedLine(
            "Paid by inference credits",
            null,
            null,
            "credits",
            BigInteger.ONE,
            keeper("-1"),
            keeper("-1"));

    String text = text("decimals", invoice(false, List.of(free, credits), "Acme"));

    assertThat(text)
        .contains("20,000,000 -0.006752740740740741 -1,234,567.013505481481481481")
        .contains("Paid answer by answer 1,234,618.013505481481481481 KEEPER")
        .doesNotContain("per credits");
  }

  @Test
  void aPrepaidMonthSaysThatNothingIsToBePaid() throws IOException {
    String text = text("prepaid", invoice(false, lines(1), "Acme"));

    assertThat(text)
        .contains("Paid answer by answer -1,150 KEEPER", "Taken from the account -50 KEEPER")
        .contains("Nothing is to be paid");
  }

  @Test
  void manyLinesFillPagesAndEachIsNumbered() throws IOException {
    String text = text("long", invoice(true, lines(120), "Acme"));

    assertThat(text).contains("Page 1 of 7", "Page 7 of 7", "Answers of model 120");
  }

  /** Names come from users: whatever they hold is printed or replaced, and nothing fails. */
  @Test
  void anyTextCanBeSet() throws IOException {
    String name = "日本 \u202egnitset\u0000\t 🦁 Łódź Ünïon ￿ " + "W".repeat(300);

    String text = text("odd", invoice(true, lines(1), name));

    assertThat(text).contains("Łódź Ünïon").doesNotContain("\u202e");
  }

  @Test
  void theSameInvoiceIsTheSameDocument() {
    InvoiceView invoice = invoice(true, lines(2), "Acme");
    assertThat(printer.pdf(invoice)).isEqualTo(printer.pdf(invoice));
  }

  @Test
  void aCreditNoteNamesItsInvoiceAndWhatIsTakenBack() throws IOException {
    InvoiceView invoice = invoice(true, lines(3), "Acme Research GmbH");
    CreditNoteView note =
        new CreditNoteView(
            new UUID(1, 9),
            "CN-2026-000007",
            invoice.id(),
            invoice.number(),
            Amount.parse(Asset.USD, "100.00"),
            Amount.parse(Asset.USD, "19.00"),
            Amount.parse(Asset.USD, "119.00"),
            "Outage on 3 October. ".repeat(12),
            Instant.parse("2026-11-05T10:00:00Z"),
            new UUID(1, 10));

    String text = text("credit-note", printer.pdf(invoice, note));

    assertThat(text)
        .contains("Credit note", "CN-2026-000007", "INV-2026-000042", "Acme Research GmbH")
        .contains("5 November 2026", "1 November 2026", "Outage on 3 October.")
        .contains("Net 100.00 USD", "Tax 19 % 19.00 USD", "Credited 119.00 USD")
        .contains("of which 2,142.00 USD were charged", "CN-2026-000007 Page 1 of 1");
    assertThat(printer.pdf(invoice, note)).isEqualTo(printer.pdf(invoice, note));
  }

  private String text(String name, InvoiceView invoice) throws IOException {
    return text(name, printer.pdf(invoice));
  }

  private String text(String name, byte[] pdf) throws IOException {
    Path folder = Files.createDirectories(Path.of("target/invoices"));
    Files.write(folder.resolve(name + ".pdf"), pdf);
    try (PDDocument document = Loader.loadPDF(pdf)) {
      ImageIO.write(
          new PDFRenderer(document).renderImageWithDPI(0, 80),
          "png",
          folder.resolve(name + ".png").toFile());
      return new PDFTextStripper().getText(document);
    }
  }

  private static List<RatedLine> lines(int n) {
    Amount each = keeper("0.01");
    return IntStream.rangeClosed(1, n)
        .mapToObj(
            i ->
                new RatedLine(
                    "Answers of model " + i,
                    "Search",
                    "zoo-keeper-tiny",
                    "query",
                    BigInteger.valueOf(120_000),
                    each,
                    keeper("1200")))
        .toList();
  }

  private static InvoiceView invoice(boolean postpaid, List<RatedLine> lines, String name) {
    return invoice(postpaid, lines, name, "");
  }

  /**
   * @param credit USD that settled a part of it as it was issued; empty for none
   */
  private static InvoiceView invoice(
      boolean postpaid, List<RatedLine> lines, String name, String credit) {
    Amount usage = lines.stream().map(RatedLine::amount).reduce(keeper("0"), Amount::plus);
    Amount fees = usage.minus(keeper("50"));
    Amount charged = postpaid ? usage : keeper("0");
    return new InvoiceView(
        new UUID(1, 2),
        "INV-2026-000042",
        new UUID(1, 3),
        InvoiceKind.USAGE,
        InvoiceState.OPEN,
        postpaid,
        YearMonth.parse("2026-10"),
        Instant.parse("2026-11-01T01:07:00Z"),
        Instant.parse("2026-12-01T01:07:00Z"),
        "Standard v2",
        new Seller(
            "Zoo Labs Foundation",
            "1 Foundation Way\n6300 Zug\nSwitzerland",
            "Bank: Example Bank\nIBAN DE00 0000 0000 0000 0000 00\nBIC EXAMPLEX"),
        new BillTo(name, "12 Long Street\n10115 Berlin\nGermany", "DE123456789", 1900, ""),
        lines,
        usage,
        fees,
        keeper("12.5"),
        postpaid ? keeper("0") : keeper("50"),
        InvoicePrice.of(charged, "0.5", 1900),
        null,
        List.of(),
        List.of(),
        credit.isEmpty() ? List.of() : List.of(credit(credit)),
        Amount.zero(Asset.USD));
  }

  private static AppliedCredit credit(String usd) {
    return new AppliedCredit(
        new UUID(1, 8),
        new UUID(1, 7),
        "INV-2026-000041",
        new UUID(1, 2),
        "INV-2026-000042",
        Amount.parse(Asset.USD, usd),
        Instant.parse("2026-11-01T01:07:00Z"),
        true,
        new UUID(1, 9));
  }

  private static Amount keeper(String decimal) {
    return Amount.parse(Asset.KEEPER, decimal);
  }
}
