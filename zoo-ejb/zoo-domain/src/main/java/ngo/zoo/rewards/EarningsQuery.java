package ngo.zoo.rewards;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Which earnings are asked for. Days are UTC.
 *
 * @param from the first day; null from the beginning
 * @param to the day after the last; null to the end
 * @param kinds empty: all
 * @param nodeId only what this node earned; null: everything
 */
public record EarningsQuery(
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    Set<EarningKind> kinds,
    @Nullable UUID nodeId) {
  /** Everything there is. */
  public static final EarningsQuery ALL = new EarningsQuery(null, null, Set.of(), null);

  public EarningsQuery {
    if (from != null && to != null && !from.isBefore(to)) {
      throw Refusal.field("days-reversed", "to", "to must be after from");
    }
    kinds = kinds.isEmpty() ? EnumSet.allOf(EarningKind.class) : Set.copyOf(kinds);
  }
}
