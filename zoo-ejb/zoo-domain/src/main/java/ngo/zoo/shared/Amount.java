package ngo.zoo.shared;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * A whole number of base units of one asset; may be negative (a debit). Arithmetic across assets is
 * refused. There is no floating point on any way an amount takes.
 */
public record Amount(Asset asset, BigInteger units) implements Comparable<Amount> {

  public static Amount zero(Asset asset) {
    return new Amount(asset, BigInteger.ZERO);
  }

  /** Base units of KEEPER (18 decimals). */
  public static Amount keeper(BigInteger units) {
    return new Amount(Asset.KEEPER, units);
  }

  /** Digits only: an exponent of ten characters would ask for a number that fills the memory. */
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,60}(\\.[0-9]{1,60})?");

  /**
   * Reads a plain decimal such as {@code "0.01"}, without exponent.
   *
   * @throws ArithmeticException when the text has more decimals than the asset
   * @throws NumberFormatException when it is no decimal number
   */
  public static Amount parse(Asset asset, String decimal) {
    if (!DECIMAL.matcher(decimal.strip()).matches()) {
      throw new NumberFormatException("not a plain decimal number: " + decimal);
    }
    BigDecimal value = new BigDecimal(decimal.strip());
    return new Amount(
        asset,
        value
            .movePointRight(asset.decimals())
            .setScale(0, RoundingMode.UNNECESSARY)
            .toBigInteger());
  }

  public Amount plus(Amount other) {
    return new Amount(asset, units.add(sameAsset(other).units));
  }

  public Amount minus(Amount other) {
    return new Amount(asset, units.subtract(sameAsset(other).units));
  }

  public Amount negate() {
    return new Amount(asset, units.negate());
  }

  public boolean isNegative() {
    return units.signum() < 0;
  }

  public boolean isZero() {
    return units.signum() == 0;
  }

  @Override
  public int compareTo(Amount other) {
    return units.compareTo(sameAsset(other).units);
  }

  /** The plain decimal without trailing zeros: {@code 0.01}, {@code 100000}. */
  public String decimal() {
    BigDecimal value = new BigDecimal(units, asset.decimals());
    return (value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros()).toPlainString();
  }

  /** As people read it: {@code 0.01 KEEPER}. */
  @Override
  public String toString() {
    return decimal() + " " + asset;
  }

  private Amount sameAsset(Amount other) {
    if (other.asset != asset) {
      throw new IllegalArgumentException("expected an amount of " + asset + ", found " + other);
    }
    return other;
  }
}
