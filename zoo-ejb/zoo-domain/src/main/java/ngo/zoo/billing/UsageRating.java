package ngo.zoo.billing;

import java.time.Instant;
import java.util.UUID;

/** What an organisation's plan makes of its usage in {@code [from, to)}. */
@FunctionalInterface
public interface UsageRating {
  RatedPeriod rate(UUID organisation, Instant from, Instant to);
}
