package ngo.zoo.ledger.rules;

import java.util.Set;
import java.util.UUID;
import ngo.zoo.ledger.ChangeKind;
import ngo.zoo.ledger.ChangeOutcome;
import ngo.zoo.ledger.LibraryChange;
import org.jspecify.annotations.Nullable;

/**
 * Whether a decided change can be carried out on a library as it is now: votes take days, and the
 * library may have moved on meanwhile. What may still become possible waits; what cannot lapses, so
 * that no decision is tried for ever.
 */
public final class ChangeRule {
  /** Whether another experience of the domain has the words of what comes in. */
  public enum Words {
    FREE,
    /** One that waits for its vote or review: they may become free. */
    ASKED_FOR,
    /** One that is in the library. */
    TAKEN
  }

  private ChangeRule() {}

  /**
   * @param change with all that comes and goes
   * @param members of the current version
   * @return null when it is possible
   */
  public static @Nullable ChangeOutcome obstacle(
      LibraryChange change, Set<UUID> members, int capacity, Words words) {
    if (!members.containsAll(change.out())) {
      return ChangeOutcome.lapsed(
          change.out().size() == 1
              ? "The experience it concerns is not in the library any more."
              : "Not all experiences it concerns are in the library any more.");
    }
    if (change.in().stream().anyMatch(members::contains)) {
      return ChangeOutcome.lapsed("The experience is in the library already.");
    }
    if (change.in().isEmpty() && change.out().isEmpty()) {
      return ChangeOutcome.lapsed("The library has these members already.");
    }
    if (words == Words.TAKEN) {
      return ChangeOutcome.lapsed("The library has learned the same words from another one.");
    }
    return possible(change, members.size(), capacity, words);
  }

  private static @Nullable ChangeOutcome possible(
      LibraryChange change, int size, int capacity, Words words) {
    if (words == Words.ASKED_FOR && change.kind() != ChangeKind.ADD) {
      return ChangeOutcome.waiting("It waits for the vote on another one with the same words.");
    }
    int after = size + change.in().size() - change.out().size();
    if (after > size && after > capacity) {
      if (change.kind() == ChangeKind.ROLLBACK) {
        // Pruning would only take out what the rollback brings in: it would wait for ever.
        return ChangeOutcome.lapsed(
            "The version has more members than the %d a library may have now.".formatted(capacity));
      }
      return ChangeOutcome.full(
          "The library holds its most, " + capacity + " experiences: it waits for room.");
    }
    return null;
  }
}
