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
 */
public record ExperienceQuery(
    @Nullable String domain, Set<ExperienceStatus> statuses, @Nullable UUID authorId, Order order) {
  /** Ties go to the newest. */
  public enum Order {
    NEWEST,
    MOST_USED
  }

  public ExperienceQuery {
    statuses = Set.copyOf(statuses);
  }

  /** Newest first; null means any. */
  public static ExperienceQuery of(@Nullable String domain, @Nullable ExperienceStatus status) {
    Set<ExperienceStatus> statuses =
        status == null ? EnumSet.noneOf(ExperienceStatus.class) : EnumSet.of(status);
    return new ExperienceQuery(domain, statuses, null, Order.NEWEST);
  }
}
