package ngo.zoo.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An epoch of the lottery that draws answers to check.
 *
 * @param commitment SHA-256 of the seed, hex
 * @param seed hex; null until the epoch has ended
 */
public record EpochView(
    int number, Instant beginsAt, Instant endsAt, String commitment, @Nullable String seed) {}
