package ngo.zoo.routing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A price a node's owner has set, kept for ever.
 *
 * @param price of one answer; null when the node went back to the governed fee
 * @param by the member who set it
 */
public record NodePriceChange(
    UUID id, UUID nodeId, String model, @Nullable Amount price, UUID by, Instant at) {}
