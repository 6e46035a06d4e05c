package ngo.zoo.shared;

/**
 * A handler's word to the outbox relay: not now, and it is nobody's fault. The event stays where it
 * is and this run does not count as an attempt, so waiting never makes it stuck.
 */
public final class TryLater extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TryLater(String reason) {
    super(reason);
  }
}
