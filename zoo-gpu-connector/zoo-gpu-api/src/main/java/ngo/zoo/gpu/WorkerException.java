package ngo.zoo.gpu;

import jakarta.resource.ResourceException;

/** A worker did not do what was asked. */
public final class WorkerException extends ResourceException {
  private static final long serialVersionUID = 1;

  /** Whether another node may be tried. */
  public enum Reason {
    /** The node does not understand or accept the request: another of its kind would not either. */
    REFUSED,
    /** All slots are taken. */
    BUSY,
    /** It is down, or went away before the answer was complete. */
    UNAVAILABLE,
    /** Its seal does not fit what it sent. */
    BAD_SEAL
  }

  private final Reason reason;

  public WorkerException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public WorkerException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
