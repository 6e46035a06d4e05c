package ngo.zoo.billing;

/** Writes an invoice as a document to read, print and keep. */
public interface InvoicePrinter {
  /** The invoice as it was issued, as PDF: what happened to it since is not on it. */
  byte[] pdf(InvoiceView invoice);
}
