package ngo.zoo.web.api.billing;

import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.RequiredField;
import org.jspecify.annotations.Nullable;

/** An amount as a client writes it; KEEPER when the asset is left out. */
public record GivenAmount(@Nullable String value, @Nullable String asset) {
  /**
   * @throws Refusal {@code amount-unreadable} naming the field
   */
  public static Amount read(String field, @Nullable GivenAmount given) {
    GivenAmount there = RequiredField.of(field, given);
    try {
      Asset known = Asset.valueOf(there.asset == null ? "KEEPER" : there.asset);
      return Amount.parse(known, RequiredField.of(field, there.value));
    } catch (IllegalArgumentException | ArithmeticException unreadable) {
      throw Refusal.field(
          "amount-unreadable", field, field + " is a decimal of KEEPER in a string, such as 0.5");
    }
  }

  static @Nullable Amount optional(String field, @Nullable GivenAmount given) {
    return given == null ? null : read(field, given);
  }
}
