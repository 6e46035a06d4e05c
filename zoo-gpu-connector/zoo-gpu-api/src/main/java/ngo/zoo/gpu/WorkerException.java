package ngo.zoo.gpu;

import jakarta.resource.ResourceException;
import java.time.Duration;

/** A worker did not do what was asked. */
public final class WorkerException extends ResourceException {
  private static final long serialVersionUID = 1;

  /**
   * Begins the code of a refusal because this kind of backend cannot do it, while another kind may;
   * the field's name follows.
   */
  public static final String UNSUPPORTED = "unsupported_field:";

  /** Whether another node may be tried. */
  public enum Reason {
    /** The node does not understand or accept the request: another of its kind would not either. */
    REFUSED,
    /** All slots are taken. */
    BUSY,
    /** It is down, or went away before the answer was complete. */
    UNAVAILABLE,
    /** It failed at this request, and may be well for others. */
    FAILED,
    /** Its seal does not fit what it sent. */
    BAD_SEAL,
    /** Nobody waits for the answer any more: the work was stopped, no other node is to be asked. */
    ABANDONED
  }

  private final Reason reason;
  private final String code;
  private final Duration retryAfter;

  public WorkerException(Reason reason, String message) {
    this(reason, "", message);
  }

  /**
   * @param code the node's own code for its refusal, such as {@code outside_vocabulary}
   */
  public WorkerException(Reason reason, String code, String message) {
    this(reason, code, message, Duration.ZERO);
  }

  /**
   * @param retryAfter how long the node asks to be left alone; zero when it says nothing
   */
  public WorkerException(Reason reason, String code, String message, Duration retryAfter) {
    super(message);
    this.reason = reason;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  public WorkerException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.code = "";
    this.retryAfter = Duration.ZERO;
  }

  public Reason reason() {
    return reason;
  }

  /** The node's own code for its refusal; empty when it gave none. */
  public String code() {
    return code;
  }

  /** How long the node asks to be left alone; zero when it said nothing. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
