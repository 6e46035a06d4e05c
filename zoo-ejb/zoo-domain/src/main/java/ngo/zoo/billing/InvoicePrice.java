package ngo.zoo.billing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;

/**
 * KEEPER turned into what an invoice asks for in USD. Net and tax are rounded half up to cents,
 * each once; gross is their sum.
 *
 * @param rate USD per KEEPER, a plain decimal
 * @param charged the KEEPER that the USD are for
 * @param taxBp tax in basis points of the net amount
 */
public record InvoicePrice(
    String rate, Amount charged, Amount net, int taxBp, Amount tax, Amount gross) {

  /** What {@code charged} costs at the rate; never negative. */
  public static InvoicePrice of(Amount charged, String rate, int taxBp) {
    if (charged.isNegative()) {
      throw new IllegalArgumentException("nothing negative is charged: " + charged);
    }
    BigDecimal usd =
        new BigDecimal(charged.units(), charged.asset().decimals()).multiply(new BigDecimal(rate));
    Amount net = usd(usd);
    BigDecimal share = BigDecimal.valueOf(taxBp, 4);
    Amount tax = usd(new BigDecimal(net.units(), Asset.USD.decimals()).multiply(share));
    return new InvoicePrice(rate, charged, net, taxBp, tax, net.plus(tax));
  }

  /** The net amount in {@code part} of the gross; parts that add up to the gross give all of it. */
  public Amount netOf(Amount part) {
    return share(net, part);
  }

  /** The KEEPER in {@code part} of the gross; parts that add up to the gross give all of it. */
  public Amount chargedOf(Amount part) {
    return share(charged, part);
  }

  private Amount share(Amount whole, Amount part) {
    BigInteger units =
        gross.isZero()
            ? BigInteger.ZERO
            : whole.units().multiply(part.units()).divide(gross.units());
    return new Amount(whole.asset(), units);
  }

  private static Amount usd(BigDecimal value) {
    int decimals = Asset.USD.decimals();
    return new Amount(Asset.USD, value.setScale(decimals, RoundingMode.HALF_UP).unscaledValue());
  }
}
