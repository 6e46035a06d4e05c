package ngo.zoo.routing.rules;

import java.math.BigInteger;
import java.util.List;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What an answer costs. An owner asks what they like at or below the governed fee of the model; a
 * fee that is lowered later lowers all prices above it.
 */
public final class PriceRules {
  private PriceRules() {}

  /**
   * @param served what the node has served
   * @param price null for the governed fee
   * @throws Refusal {@code model-not-served}; {@code price-invalid}, {@code price-above-fee}
   */
  public static void check(String model, List<String> served, @Nullable Amount price, Amount fee) {
    if (!served.contains(model)) {
      throw Refusal.field(
          "model-not-served",
          "model",
          served.isEmpty()
              ? "The node has not said yet which models it serves"
              : "The node serves " + String.join(", ", served) + ", and not " + model);
    }
    if (price != null) {
      check(price, fee);
    }
  }

  private static void check(Amount price, Amount fee) {
    if (price.asset() != Asset.KEEPER || price.isNegative() || price.isZero()) {
      throw Refusal.field("price-invalid", "price", "A price is more than 0 KEEPER");
    }
    if (price.compareTo(fee) > 0) {
      throw Refusal.field(
          "price-above-fee",
          "price",
          "The governed fee of an answer is %s: a price may be that or less".formatted(fee));
    }
  }

  /**
   * What is paid for an answer.
   *
   * @param set what the node's owner set; null for nothing
   */
  public static BigInteger inForce(@Nullable BigInteger set, BigInteger fee) {
    return set == null ? fee : set.min(fee);
  }
}
