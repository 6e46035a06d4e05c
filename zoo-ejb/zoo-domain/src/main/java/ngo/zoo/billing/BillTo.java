package ngo.zoo.billing;

import ngo.zoo.notices.rules.MailRule;
import ngo.zoo.shared.Refusal;

/**
 * Where an organisation's invoices go.
 *
 * @param legalName empty: the organisation's own name is used
 * @param address several lines
 * @param taxBp tax on its invoices in basis points of the net amount; set by staff
 * @param email where invoices are sent; empty: nowhere
 */
public record BillTo(String legalName, String address, String taxId, int taxBp, String email) {
  private static final int MOST_NAME = 120;
  private static final int MOST_ADDRESS = 500;
  private static final int MOST_TAX_ID = 40;

  /**
   * As given, without blanks around it.
   *
   * @throws Refusal {@code billing-account-invalid} naming the field
   */
  public static BillTo of(String legalName, String address, String taxId, int taxBp, String email) {
    if (taxBp < 0 || taxBp > 10_000) {
      throw wrong("tax_bp", "The tax is 0 to 10000 basis points");
    }
    String mail = email.strip();
    if (!mail.isEmpty() && !MailRule.isAddress(mail)) {
      throw wrong("email", "The e-mail address is one address such as billing@example.org");
    }
    return new BillTo(
        line("legal_name", legalName, MOST_NAME),
        lines("address", address, MOST_ADDRESS),
        line("tax_id", taxId, MOST_TAX_ID),
        taxBp,
        mail);
  }

  private static String line(String field, String text, int most) {
    if (text.strip().indexOf('\n') >= 0) {
      throw wrong(field, field + " is one line");
    }
    return lines(field, text, most);
  }

  private static String lines(String field, String text, int most) {
    String stripped = text.replace("\r", "").strip();
    if (stripped.length() > most || stripped.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw wrong(field, "%s is text of at most %d characters".formatted(field, most));
    }
    return stripped;
  }

  private static Refusal wrong(String field, String detail) {
    return Refusal.field("billing-account-invalid", field, detail);
  }
}
