package ngo.zoo.billing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import ngo.zoo.billing.InvoicePrinter;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.Seller;
import ngo.zoo.shared.Mail;
import ngo.zoo.shared.Refusal;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Sends issued invoices to the address of the billing account, and knows who sends them. */
@ApplicationScoped
public class InvoiceMail {
  private static final Logger LOG = Logger.getLogger(InvoiceMail.class);

  @Inject private Instance<Mail> mail;
  @Inject private InvoicePrinter printer;

  @Inject
  @ConfigProperty(name = "zoo.foundation.name", defaultValue = "Zoo Labs Foundation")
  private String name;

  @Inject
  @ConfigProperty(name = "zoo.foundation.address")
  private Optional<String> address;

  @Inject
  @ConfigProperty(name = "zoo.foundation.pay-to")
  private Optional<String> payTo;

  /** The foundation as its configuration describes it; lines are separated by a semicolon. */
  public Seller seller() {
    return new Seller(
        name,
        lines(address.orElse("")),
        lines(payTo.orElse("Ask the foundation for its bank account.")));
  }

  /** Hands the invoice over with its PDF, in the caller's transaction and once per invoice. */
  public void send(InvoiceView invoice) {
    String to = invoice.billTo().email();
    if (to.isEmpty() || mail.isUnsatisfied()) {
      return;
    }
    try {
      Mail.Attachment pdf =
          new Mail.Attachment(invoice.number() + ".pdf", "application/pdf", printer.pdf(invoice));
      mail.get()
          .send(
              "invoice:" + invoice.number(),
              to,
              "Invoice " + invoice.number(),
              text(invoice),
              List.of(pdf));
    } catch (Refusal refusal) {
      // An address that mail cannot go to must not keep a month open.
      LOG.warnf("Invoice %s is not e-mailed: %s", invoice.number(), refusal.code());
    } catch (UncheckedIOException unprintable) {
      LOG.errorf(unprintable, "Invoice %s cannot be printed and is not e-mailed", invoice.number());
    }
  }

  private static String text(InvoiceView invoice) {
    String due =
        invoice.payable().isZero()
            ? "Nothing is to be paid."
            : "Please pay %s by %s."
                .formatted(invoice.payable(), invoice.dueAt().toString().substring(0, 10));
    return "Attached is your invoice %s.\n%s\n\n%s\n"
        .formatted(invoice.number(), due, invoice.seller().name());
  }

  private static String lines(String text) {
    return String.join("\n", text.strip().split("\\s*;\\s*", -1));
  }
}
