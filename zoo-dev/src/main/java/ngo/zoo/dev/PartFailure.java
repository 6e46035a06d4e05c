package ngo.zoo.dev;

/** A part could not be started; the message is one clear line for a person, then the log's end. */
public final class PartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PartFailure(String message) {
    super(message);
  }

  public PartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
