package ngo.zoo.ledger;

import java.util.List;

/**
 * What would leave a library when it is full.
 *
 * @param capacity most members
 * @param size members now
 * @param leaving how many would leave for the next one that comes; 0 while there is room, and when
 *     too few may leave
 * @param prunable how many may leave: past their period of grace and not proven to help
 * @param next those that would go first, in that order
 */
public record PruningPreview(
    String domain, int capacity, int size, int leaving, int prunable, List<ExperienceView> next) {
  public PruningPreview {
    next = List.copyOf(next);
  }
}
