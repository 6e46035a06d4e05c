package ngo.zoo.donations;

import ngo.zoo.notices.rules.MailRule;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Refusal;

/**
 * A donation or grant to record.
 *
 * @param donor as on the receipt; may be empty
 * @param named whether the public list shows the donor
 * @param email where the receipt goes; empty for nowhere
 * @param restricted whether it may only be spent for its purpose: it is then kept apart from the
 *     treasury
 * @param reference of the bank or the chain; the same one is recorded once
 */
public record DonationDraft(
    DonationKind kind,
    String donor,
    boolean named,
    String email,
    Amount amount,
    String purpose,
    boolean restricted,
    String reference) {
  private static final int LONGEST = 200;
  private static final int MOST_DIGITS = 60;

  /**
   * @throws Refusal {@code donation-…} naming the field
   */
  public DonationDraft {
    donor = line("donor", donor);
    purpose = line("purpose", purpose);
    reference = line("reference", reference);
    email = email.strip();
    if (amount.isNegative() || amount.isZero() || amount.units().bitLength() > 3 * MOST_DIGITS) {
      throw Refusal.field("donation-amount-invalid", "amount", "Give an amount above zero");
    }
    if (reference.isEmpty()) {
      throw Refusal.field(
          "donation-reference-missing", "reference", "Give the payment's reference");
    }
    if (named && donor.isEmpty()) {
      throw Refusal.field("donation-donor-missing", "donor", "Who is to be named?");
    }
    if (!email.isEmpty() && !MailRule.isAddress(email)) {
      throw Refusal.field("donation-email-invalid", "email", "Write one address: name@host.org");
    }
    if (kind == DonationKind.GRANT && purpose.isEmpty()) {
      throw Refusal.field("donation-purpose-missing", "purpose", "A grant has a purpose");
    }
    if (kind == DonationKind.DONATION && restricted) {
      throw Refusal.field("donation-not-restricted", "restricted", "Only a grant is restricted");
    }
  }

  private static String line(String field, String text) {
    String line = text.strip();
    if (line.length() > LONGEST || line.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.field(
          "donation-" + field + "-invalid", field, "One line of 200 letters at most");
    }
    return line;
  }
}
