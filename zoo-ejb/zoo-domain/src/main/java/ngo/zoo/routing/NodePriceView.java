package ngo.zoo.routing;

import java.time.Instant;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * What one answer of a node costs.
 *
 * @param price what is paid: the lesser of what its owner set and the fee
 * @param fee governed, which no node may exceed
 * @param set what its owner set; null for none
 * @param since when it was set; null for none
 */
public record NodePriceView(
    String model, Amount price, Amount fee, @Nullable Amount set, @Nullable Instant since) {}
