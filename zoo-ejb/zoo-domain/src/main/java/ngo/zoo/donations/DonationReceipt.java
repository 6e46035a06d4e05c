package ngo.zoo.donations;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * What the donor gets: whoever has its number and code can have it checked.
 *
 * @param number {@code DON-2026-000001}, without gaps within a year
 * @param donor empty for a donor who gave no name
 */
public record DonationReceipt(
    String number,
    String code,
    DonationKind kind,
    String donor,
    Amount amount,
    String purpose,
    boolean restricted,
    String reference,
    UUID entryId,
    Instant receivedAt) {

  /**
   * The receipt as plain text; another form is made of the same fields.
   *
   * @param portal address of the portal, where it is checked; may be empty
   */
  public String text(String portal) {
    StringBuilder text = new StringBuilder();
    text.append("Receipt ").append(number).append("\n\n");
    line(text, "Received from", donor.isEmpty() ? "an anonymous donor" : donor);
    line(text, "Amount", amount.toString());
    line(
        text,
        kind == DonationKind.GRANT ? "Grant for" : "Purpose",
        purpose.isEmpty() ? "–" : purpose);
    if (restricted) {
      line(text, "Restriction", "kept apart and spent for this purpose alone");
    }
    line(text, "Received at", receivedAt.toString());
    line(text, "Reference", reference);
    line(text, "Ledger entry", entryId.toString());
    text.append("\nThe foundation thanks you.\n\n");
    text.append("Check this receipt: ").append(portal).append(path()).append('\n');
    return text.toString();
  }

  /** Where it is checked, below the portal's address. */
  public String path() {
    return "/donation.xhtml?number=" + number + "&code=" + code;
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
  }
}
