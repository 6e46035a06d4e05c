package ngo.zoo.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What became of a decided change: DONE by a version of the library, WAITING for something that may
 * come, FULL when that is room in the library, or LAPSED because the library has moved on and it
 * can never be done.
 *
 * @param version by which it was done
 * @param reason why it was not, as a sentence; empty when it was
 */
public record ChangeOutcome(State state, @Nullable Integer version, String reason) {
  /** How it stands. */
  public enum State {
    DONE,
    WAITING,
    FULL,
    LAPSED
  }

  public static ChangeOutcome done(int version) {
    return new ChangeOutcome(State.DONE, version, "");
  }

  public static ChangeOutcome waiting(String reason) {
    return new ChangeOutcome(State.WAITING, null, reason);
  }

  public static ChangeOutcome full(String reason) {
    return new ChangeOutcome(State.FULL, null, reason);
  }

  public static ChangeOutcome lapsed(String reason) {
    return new ChangeOutcome(State.LAPSED, null, reason);
  }
}
