package ngo.zoo.billing;

/**
 * The invoice that a request asked for.
 *
 * @param first false when it was there before and nothing was done
 */
public record IssuedInvoice(InvoiceView invoice, boolean first) {}
