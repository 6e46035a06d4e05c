package ngo.zoo.rewards.rules;

import java.math.BigInteger;
import java.time.Duration;

/**
 * Logarithm and decay in whole numbers: results are multiples of 10⁻¹⁸ given as integers, the same
 * on every machine. Inside, 160 binary digits are carried; what the series lose stays below 2⁻¹⁴⁰,
 * so a result is the exact one rounded down, or one unit of 10⁻¹⁸ below it. Both functions are
 * monotone: neighbouring arguments differ by far more than that loss before they are rounded.
 */
public final class FixedPoint {
  /** One, as results count: 10¹⁸. */
  public static final BigInteger ONE = BigInteger.TEN.pow(18);

  private static final int BITS = 160;
  private static final BigInteger UNIT = BigInteger.ONE.shiftLeft(BITS);

  /** Terms after which z²ⁱ⁺¹/(2i+1) with z &lt; ⅓, and yⁱ/i! with y &lt; 0.7, are below 2⁻¹⁶⁰. */
  private static final int TERMS = 52;

  private static final BigInteger LN_2 =
      atanh(UNIT.divide(BigInteger.valueOf(3))).shiftLeft(1); // ln 2 = 2 artanh ⅓

  private FixedPoint() {}

  /**
   * The natural logarithm of a whole number, by ln(2ᵏf) = k ln 2 + 2 artanh((f−1)/(f+1)).
   *
   * @param number 1 or more
   */
  public static BigInteger ln(long number) {
    if (number < 1) {
      throw new IllegalArgumentException("no logarithm of " + number);
    }
    int k = Long.SIZE - 1 - Long.numberOfLeadingZeros(number);
    BigInteger f = BigInteger.valueOf(number).shiftLeft(BITS - k);
    BigInteger z = f.subtract(UNIT).shiftLeft(BITS).divide(f.add(UNIT));
    BigInteger ln = LN_2.multiply(BigInteger.valueOf(k)).add(atanh(z).shiftLeft(1));
    return rounded(ln);
  }

  /** 2 to the power −{@code elapsed}/{@code halfLife}. */
  public static BigInteger decay(Duration elapsed, Duration halfLife) {
    if (elapsed.isNegative() || halfLife.isNegative() || halfLife.isZero()) {
      throw new IllegalArgumentException("no decay over " + elapsed + " by " + halfLife);
    }
    long halvings = elapsed.dividedBy(halfLife);
    if (halvings >= BITS) {
      return BigInteger.ZERO;
    }
    BigInteger rest = millis(elapsed.minus(halfLife.multipliedBy(halvings)));
    BigInteger y = LN_2.multiply(rest).divide(millis(halfLife).max(BigInteger.ONE));
    return rounded(expOfMinus(y).shiftRight((int) halvings));
  }

  private static BigInteger millis(Duration duration) {
    return BigInteger.valueOf(duration.toMillis());
  }

  private static BigInteger atanh(BigInteger z) {
    BigInteger square = times(z, z);
    BigInteger power = z;
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < TERMS; i++) {
      sum = sum.add(power.divide(BigInteger.valueOf(2L * i + 1)));
      power = times(power, square);
    }
    return sum;
  }

  private static BigInteger expOfMinus(BigInteger y) {
    BigInteger term = UNIT;
    BigInteger sum = UNIT;
    for (int i = 1; i < TERMS; i++) {
      term = times(term, y).divide(BigInteger.valueOf(i));
      sum = i % 2 == 0 ? sum.add(term) : sum.subtract(term);
    }
    return sum;
  }

  private static BigInteger times(BigInteger a, BigInteger b) {
    return a.multiply(b).shiftRight(BITS);
  }

  private static BigInteger rounded(BigInteger binary) {
    return binary.multiply(ONE).shiftRight(BITS);
  }
}
