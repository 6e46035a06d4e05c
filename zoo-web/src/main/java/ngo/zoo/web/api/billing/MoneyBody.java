package ngo.zoo.web.api.billing;

import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.RequiredField;
import org.jspecify.annotations.Nullable;

/** An amount as a client writes it; the asset may be left out where there is a usual one. */
public record MoneyBody(@Nullable String value, @Nullable String asset) {
  /**
   * @throws Refusal {@code amount-invalid} naming the field
   */
  static Amount read(String field, @Nullable MoneyBody body, Asset usual) {
    MoneyBody given = RequiredField.of(field, body);
    try {
      Asset asset = given.asset == null ? usual : Asset.valueOf(given.asset);
      return Amount.parse(asset, RequiredField.of(field, given.value));
    } catch (IllegalArgumentException | ArithmeticException unreadable) {
      throw Refusal.field(
          "amount-invalid",
          field,
          "%s is an amount such as {\"value\":\"12.50\",\"asset\":\"%s\"}; KEEPER have at most 18 decimals, USD two"
              .formatted(field, usual));
    }
  }
}
