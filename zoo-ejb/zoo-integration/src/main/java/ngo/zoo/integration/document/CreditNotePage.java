package ngo.zoo.integration.document;

import static ngo.zoo.integration.document.Letter.amount;
import static ngo.zoo.integration.document.Letter.day;
import static ngo.zoo.integration.document.Letter.plain;
import static ngo.zoo.integration.document.Sheet.LEFT;
import static ngo.zoo.integration.document.Sheet.RIGHT;

import java.io.IOException;
import java.math.BigDecimal;
import ngo.zoo.billing.CreditNoteView;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.integration.document.Sheet.Style;

/** Where what stands on a credit note: the customer of the invoice that it takes back. */
final class CreditNotePage {
  private final Sheet sheet;
  private final InvoiceView invoice;
  private final CreditNoteView note;
  private final Letter letter;

  CreditNotePage(Sheet sheet, InvoiceView invoice, CreditNoteView note) {
    this.sheet = sheet;
    this.invoice = invoice;
    this.note = note;
    this.letter = new Letter(sheet);
  }

  void write() throws IOException {
    letter.head("Credit note", invoice.seller());
    parties();
    reason();
    totals();
    sheet.finish(invoice.seller().name() + "  ·  " + note.number());
  }

  private void parties() throws IOException {
    float top = sheet.y();
    letter.billTo("CREDIT TO", invoice.billTo());
    float left = sheet.y();
    sheet.moveTo(top);
    letter.fact("Number", note.number());
    letter.fact("Date", day(note.issuedAt()));
    letter.fact("Invoice", invoice.number());
    letter.fact("of", day(invoice.issuedAt()));
    sheet.moveTo(Math.min(left, sheet.y()) - 20);
  }

  private void reason() throws IOException {
    sheet.left(LEFT, Style.HEAD, "REASON");
    sheet.down(Style.TEXT.leading() + 2);
    for (String line : sheet.wrapped(Style.TEXT, note.reason(), RIGHT - LEFT)) {
      sheet.room(Style.TEXT.leading());
      sheet.left(LEFT, Style.TEXT, line);
      sheet.down(Style.TEXT.leading());
    }
    sheet.down(16);
  }

  private void totals() throws IOException {
    sheet.room(120);
    letter.total(Style.TEXT, "Net", amount(note.net()));
    String tax = plain(BigDecimal.valueOf(invoice.price().taxBp(), 2));
    letter.total(Style.TEXT, "Tax " + tax + " %", amount(note.tax()));
    letter.sum("Credited", amount(note.gross()));
    sheet.down(12);
    letter.column(
        Style.TEXT,
        sheet.wrapped(
            Style.TEXT,
            "Taken off what is to be paid for %s, of which %s were charged."
                .formatted(invoice.number(), amount(invoice.price().gross())),
            RIGHT - LEFT));
  }
}
