package ngo.zoo.integration.document;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import ngo.zoo.billing.InvoicePrinter;
import ngo.zoo.billing.InvoiceView;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/** Invoices as PDF, A4. The same invoice gives the same page each time it is asked for. */
@ApplicationScoped
public class PdfInvoicePrinter implements InvoicePrinter {
  @Override
  public byte[] pdf(InvoiceView invoice) {
    try (PDDocument document = new PDDocument()) {
      describe(document, invoice);
      Sheet sheet = new Sheet(document);
      new InvoicePage(sheet, invoice).write();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void describe(PDDocument document, InvoiceView invoice) {
    PDDocumentInformation about = document.getDocumentInformation();
    about.setTitle("Invoice " + invoice.number());
    about.setAuthor(invoice.seller().name());
    about.setCreator("Zoo");
    about.setCreationDate(GregorianCalendar.from(invoice.issuedAt().atZone(ZoneOffset.UTC)));
    document.setDocumentId(invoice.id().getMostSignificantBits());
    document.getDocumentCatalog().setLanguage("en");
  }
}
