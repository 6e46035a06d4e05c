package ngo.zoo.donations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class DonationDraftTest {
  private static final Amount TEN = Amount.parse(Asset.USD, "10");

  @Test
  void whatIsWrongIsNamed() {
    refused(
        "amount",
        () -> draft(DonationKind.DONATION, "", false, Amount.zero(Asset.USD), "", false, "r"));
    refused("amount", () -> draft(DonationKind.DONATION, "", false, TEN.negate(), "", false, "r"));
    refused("reference", () -> draft(DonationKind.DONATION, "", false, TEN, "", false, " "));
    refused("donor", () -> draft(DonationKind.DONATION, "", true, TEN, "", false, "r"));
    refused("donor", () -> draft(DonationKind.DONATION, "a\nb", true, TEN, "", false, "r"));
    refused("purpose", () -> draft(DonationKind.GRANT, "", false, TEN, "", true, "r"));
    refused("restricted", () -> draft(DonationKind.DONATION, "", false, TEN, "p", true, "r"));
  }

  @Test
  void theReceiptSaysWhatWasGiven() {
    DonationReceipt receipt =
        new DonationReceipt(
            "DON-2026-000001",
            "CODE",
            DonationKind.GRANT,
            "",
            new Amount(Asset.USD, BigInteger.valueOf(1050)),
            "Benches",
            true,
            "REF",
            new UUID(0, 1),
            Instant.EPOCH);
    assertThat(receipt.text("https://zoo.example"))
        .contains(
            "Receipt DON-2026-000001",
            "an anonymous donor",
            "Amount: 10.5 USD",
            "Grant for: Benches",
            "spent for this purpose alone",
            "https://zoo.example/donation.xhtml?number=DON-2026-000001&code=CODE");
  }

  private static void refused(String field, Runnable making) {
    assertThatThrownBy(making::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.fields()).containsOnlyKeys(field));
  }

  private static void draft(
      DonationKind kind,
      String donor,
      boolean named,
      Amount amount,
      String purpose,
      boolean restricted,
      String reference) {
    new DonationDraft(kind, donor, named, "", amount, purpose, restricted, reference);
  }
}
