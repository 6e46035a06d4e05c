package ngo.zoo.ledger;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which experiences a list shows and in which order; the text that is searched for comes with the
 * page.
 *
 * @param domain null for every library
 * @param statuses empty for every one
 * @param authorId null for every author
 * @param minQualityBp at least, inclusive; null for any, also for what has none yet
 * @param maxQualityBp at most, inclusive
 */
public record ExperienceQuery(
    @Nullable String domain,
    Set<ExperienceStatus> statuses,
    @Nullable UUID authorId,
    @Nullable Integer minQualityBp,
    @Nullable Integer maxQualityBp,
    Order order) {
  /** Ties go to the newest. */
  public enum Order {
    NEWEST,
    MOST_USED,
    /** What has no quality yet comes last. */
    QUALITY
  }

  public ExperienceQuery {
    statuses = Set.copyOf(statuses);
  }

  /** Newest first; null means any. */
  public static ExperienceQuery of(@Nullable String domain, @Nullable ExperienceStatus status) {
    Set<ExperienceStatus> statuses =
        status == null ? EnumSet.noneOf(ExperienceStatus.class) : EnumSet.of(status);
    return new ExperienceQuery(domain, statuses, null, null, null, Order.NEWEST);
  }
}
