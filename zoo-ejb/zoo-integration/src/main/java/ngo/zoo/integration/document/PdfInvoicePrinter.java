package ngo.zoo.integration.document;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.UUID;
import ngo.zoo.billing.CreditNoteView;
import ngo.zoo.billing.InvoicePrinter;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.Seller;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/**
 * Invoices and credit notes as PDF, A4. The same one gives the same page each time it is asked for.
 */
@ApplicationScoped
public class PdfInvoicePrinter implements InvoicePrinter {
  @Override
  public byte[] pdf(InvoiceView invoice) {
    return document(
        new Paper(
            "Invoice " + invoice.number(), invoice.seller(), invoice.issuedAt(), invoice.id()),
        sheet -> new InvoicePage(sheet, invoice).write());
  }

  @Override
  public byte[] pdf(InvoiceView invoice, CreditNoteView note) {
    return document(
        new Paper("Credit note " + note.number(), invoice.seller(), note.issuedAt(), note.id()),
        sheet -> new CreditNotePage(sheet, invoice, note).write());
  }

  /** What a document says of itself. */
  private record Paper(String title, Seller seller, Instant issuedAt, UUID id) {}

  /** Writes the pages. */
  private interface Pages {
    void write(Sheet sheet) throws IOException;
  }

  private static byte[] document(Paper paper, Pages pages) {
    try (PDDocument document = new PDDocument()) {
      describe(document, paper);
      pages.write(new Sheet(document));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void describe(PDDocument document, Paper paper) {
    PDDocumentInformation about = document.getDocumentInformation();
    about.setTitle(paper.title());
    about.setAuthor(paper.seller().name());
    about.setCreator("Zoo");
    about.setCreationDate(GregorianCalendar.from(paper.issuedAt().atZone(ZoneOffset.UTC)));
    document.setDocumentId(paper.id().getMostSignificantBits());
    document.getDocumentCatalog().setLanguage("en");
  }
}
