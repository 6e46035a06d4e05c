package ngo.zoo.billing;

import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;

/**
 * Money that came in, as staff record it.
 *
 * @param reference the bank's
 * @param idempotencyKey a second record with the same key changes nothing
 */
public record PaymentDraft(Amount amount, String reference, String idempotencyKey) {
  private static final int MOST = 140;

  /**
   * @throws Refusal {@code payment-invalid} naming the field
   */
  public PaymentDraft {
    if (amount.asset() != Asset.USD || amount.units().signum() <= 0) {
      throw wrong("amount", "The amount is some USD above zero, such as 12.50");
    }
    reference = text("reference", reference);
    idempotencyKey = text("idempotency_key", idempotencyKey);
  }

  private static String text(String field, String value) {
    String text = value.strip();
    if (text.isEmpty() || text.length() > MOST || text.chars().anyMatch(c -> c < ' ')) {
      throw wrong(field, "%s is one line of 1 to %d characters".formatted(field, MOST));
    }
    return text;
  }

  private static Refusal wrong(String field, String detail) {
    return Refusal.field("payment-invalid", field, detail);
  }
}
