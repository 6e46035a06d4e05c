package ngo.zoo.billing;

/** Writes invoices and credit notes as documents to read, print and keep. */
public interface InvoicePrinter {
  /** The invoice as it was issued, as PDF: what happened to it since is not on it. */
  byte[] pdf(InvoiceView invoice);

  /** The credit note as it was issued, as PDF. */
  byte[] pdf(InvoiceView invoice, CreditNoteView note);
}
